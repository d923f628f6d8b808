#!/bin/sh
# What the entry point of the official image does, as far as Aspire uses it.
# RABBITMQ_DEFAULT_USER, RABBITMQ_DEFAULT_PASS and RABBITMQ_NODENAME are read by the server itself.
set -eu

if [ "$1" = rabbitmq-server ] && [ "$(id -u)" = 0 ]; then
    find /var/lib/rabbitmq ! -user rabbitmq -exec chown rabbitmq:rabbitmq {} +
    exec setpriv --reuid=rabbitmq --regid=rabbitmq --init-groups "$@"
fi

exec "$@"
