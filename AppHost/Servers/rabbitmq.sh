#!/bin/sh
# What the entry point of RabbitMQ's image does, for a machine. Nothing of the system's own node leaks in.
set -eu
. "$(dirname "$0")/folder.sh"
own_folder rabbitmq
bin=/usr/lib/rabbitmq/bin
export HOME="$DATA" RABBITMQ_NODENAME=qlab@localhost RABBITMQ_NODE_IP_ADDRESS=127.0.0.1 RABBITMQ_CONF_ENV_FILE=/dev/null \
    RABBITMQ_MNESIA_BASE="$DATA/data" RABBITMQ_LOG_BASE="$DATA/log" RABBITMQ_PID_FILE="$DATA/pid" RABBITMQ_LOGS=- \
    RABBITMQ_CONFIG_FILE="$DATA/rabbitmq.conf" RABBITMQ_ENABLED_PLUGINS_FILE="$DATA/enabled_plugins" \
    RABBITMQ_PLUGINS_DIR="$DATA/plugins" ERL_EPMD_ADDRESS=127.0.0.1 ERL_CRASH_DUMP_BYTES=0 RABBITMQ_ALLOW_INPUT=1 \
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS='-noinput -kernel inet_dist_use_interface {127,0,0,1}'
# Without its port mapper the node ends and is started again; it must not start a daemon of its own, which would outlive it.
export ERL_FLAGS='-start_epmd false'
cat >rabbitmq.conf <<END
default_user = $RABBITMQ_DEFAULT_USER
default_pass = $RABBITMQ_DEFAULT_PASS
management.tcp.ip = 127.0.0.1
management.tcp.port = $MANAGEMENT_PORT
disk_free_limit.absolute = 50MB
log.console.use_colors = off
END
echo '[rabbitmq_management].' >enabled_plugins
# The broker reads every module of every plugin it can see before it boots, which costs it seconds: it sees what it needs.
rm -rf plugins
mkdir plugins
for plugin in "$(dirname "$(readlink -f $bin/rabbitmq-env)")"/../plugins/*; do
    case ${plugin##*/} in
        rabbitmq_prelaunch-* | rabbitmq_management-* | rabbitmq_management_agent-* | rabbitmq_web_dispatch-*) ;;
        rabbitmq_*) continue ;;
    esac
    ln -s "$plugin" plugins/
done
exec $bin/rabbitmq-server
