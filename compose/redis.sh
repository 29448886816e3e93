#!/bin/sh
# Starts Redis, after taking off what a power cut may have torn at the end of its file.
set -eu
manifest=/data/appendonlydir/appendonly.aof.manifest
if [ -e "$manifest" ]; then
  # What it cannot mend it leaves, and Redis says so and does not start.
  echo y | redis-check-aof --fix "$manifest" || true
fi
exec redis-server /etc/redis/redis.conf
