#!/bin/sh
# Makes what docker-compose.yml reads as secrets, once; what is there already is left alone.
# The folder is for its owner alone; the files are read by other users inside the containers.
set -eu
cd "$(dirname "$0")/.."

if [ -e secrets ]; then
  echo "There is a folder secrets already; nothing was changed."
  exit 0
fi
random() {
  od -An -N32 -tx1 /dev/urandom | tr -d ' \n'
}

umask 022
mkdir -m 700 secrets
password=$(random)
random > secrets/holdspace
printf 'redis://holdspace:%s@redis:6379' "$password" > secrets/store
sed "s/PASSWORD/$password/" compose/redis.acl > secrets/redis.acl
echo "The secrets are in the folder secrets. Keep secrets/holdspace with your backups, in a place of its own."
