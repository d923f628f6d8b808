#!/bin/sh
# What the entry point of the official image does, as far as Aspire uses it.
set -eu

# Arguments that begin with an option are the server's.
case ${1:-} in '' | -*) set -- postgres "$@" ;; esac
[ "$1" = postgres ] || exec "$@"

if [ "$(id -u)" = 0 ]; then
    mkdir -p "$PGDATA"
    find "$PGDATA" ! -user postgres -exec chown postgres:postgres {} +
    chmod 700 "$PGDATA"
    exec setpriv --reuid=postgres --regid=postgres --init-groups "$0" "$@"
fi

if [ ! -s "$PGDATA/PG_VERSION" ]; then
    export POSTGRES_USER="${POSTGRES_USER:-postgres}"
    export POSTGRES_DB="${POSTGRES_DB:-$POSTGRES_USER}"
    method=${POSTGRES_HOST_AUTH_METHOD:-scram-sha-256}
    if [ -z "${POSTGRES_PASSWORD:-}" ] && [ "$method" != trust ]; then
        echo 'Set POSTGRES_PASSWORD, or POSTGRES_HOST_AUTH_METHOD=trust to let everybody in.' >&2
        exit 1
    fi

    passwords=$(mktemp)
    printf '%s\n' "${POSTGRES_PASSWORD:-}" > "$passwords"
    # The arguments may be quoted, so the shell has to read them once more.
    eval "initdb --username=\"\$POSTGRES_USER\" ${POSTGRES_PASSWORD:+--pwfile=\"\$passwords\"} ${POSTGRES_INITDB_ARGS:-}"
    rm "$passwords"
    printf '\nhost all all all %s\n' "$method" >> "$PGDATA/pg_hba.conf"

    # Until the first scripts have run, nobody from outside may find a server.
    pg_ctl --wait --silent --options="-c listen_addresses=''" start
    sql() {
        PGPASSWORD=${POSTGRES_PASSWORD:-} psql --no-psqlrc --no-password --set=ON_ERROR_STOP=1 --username="$POSTGRES_USER" "$@"
    }
    if [ "$POSTGRES_DB" != postgres ]; then
        echo 'CREATE DATABASE :"name"' | sql --dbname=postgres --set=name="$POSTGRES_DB"
    fi
    for script in /docker-entrypoint-initdb.d/*; do
        case $script in
            *.sql) echo "Running $script" && sql --dbname="$POSTGRES_DB" --file="$script" ;;
            *.sh) echo "Running $script" && PGPASSWORD=${POSTGRES_PASSWORD:-} bash "$script" ;;
        esac
    done
    pg_ctl --wait --silent --mode=fast stop
fi

exec "$@"
