/**
 * What stands for other machines: Redis, nodes and the ways between them as processes of our
 * own, for rehearsals, tests and `holdspace cluster`. The server itself uses none of it.
 */

export { freePort } from './managed-process.ts';
export { type NodeOptions, NodeProcess } from './node-process.ts';
export { type ClusterNode, Nodes, type NodesOptions, type StoreKind, storeKinds } from './nodes.ts';
export { RedisCluster, type RedisClusterOptions } from './redis-cluster.ts';
export { type RedisOptions, RedisProcess, redisHost } from './redis-process.ts';
export { Relay, type RelayFault } from './relay.ts';
export { ReverseProxy, type ReverseProxyOptions } from './reverse-proxy.ts';
