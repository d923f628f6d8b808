#!/bin/sh
# Removes the folder $2 of an ephemeral run when the AppHost, process $1, was killed and could not do it itself.
exec </dev/null >/dev/null 2>&1
while kill -0 "$1"; do sleep 0.5; done
# The orchestrator stops the servers first.
tries=0
while [ $tries -lt 40 ] && grep -qas "DATA=$2/" /proc/[0-9]*/environ; do
    tries=$((tries + 1))
    sleep 1
done
rm -rf -- "$2"
