#!/bin/sh
# The port mapper of a RabbitMQ node, in the foreground: the node would otherwise start a daemon that outlives it.
[ "$(id -u)" != 0 ] || exec setpriv --reuid=rabbitmq --regid=rabbitmq --init-groups -- "$0"
exec epmd -address 127.0.0.1
