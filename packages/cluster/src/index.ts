/**
 * Redis, nodes, and the network between them as processes of one machine: for rehearsals,
 * fault tests and `holdspace cluster`. A running server imports none of it.
 */

export {
  freePort,
  ManagedProcess,
  type ManagedProcessOptions,
  type ProcessExit,
} from './managed-process.ts';
export { type NodeOptions, NodeProcess } from './node-process.ts';
export { type ClusterNode, Nodes, type NodesOptions, type StoreKind, storeKinds } from './nodes.ts';
export { RedisCluster, type RedisClusterOptions } from './redis-cluster.ts';
export { type RedisOptions, RedisProcess, redisHost } from './redis-process.ts';
export { repairRedis } from './redis-repair.ts';
export { Relay, type RelayFault } from './relay.ts';
export { ReverseProxy, type ReverseProxyOptions } from './reverse-proxy.ts';
