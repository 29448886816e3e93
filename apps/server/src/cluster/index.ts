/**
 * What stands for other machines: Redis, nodes and the ways between them as processes of our
 * own, for rehearsals, tests and `holdspace cluster`. The server itself uses none of it.
 */

export { FrontDoor, type FrontDoorOptions } from './front-door.ts';
export { type NodeOptions, NodeProcess } from './node-process.ts';
export { type Member, Nodes, type NodesOptions, type StoreKind, storeKinds } from './nodes.ts';
export { freePort } from './own-process.ts';
export { RedisCluster, type RedisClusterOptions } from './redis-cluster.ts';
export { type RedisOptions, RedisProcess, redisHost } from './redis-process.ts';
export { Relay, type RelayFault } from './relay.ts';
