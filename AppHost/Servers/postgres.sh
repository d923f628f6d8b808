#!/bin/sh
# What the entry point of PostgreSQL's image does, for a machine: a cluster on the first start, then the server itself.
set -eu
. "$(dirname "$0")/folder.sh"
own_folder postgres
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
if [ ! -d cluster ]; then
    # Made under another name and moved when whole: a kill in between leaves nothing that looks like a cluster.
    rm -rf draft
    printf '%s\n' "$POSTGRES_PASSWORD" >password
    "$bin/initdb" -D draft -U "$POSTGRES_USER" -A scram-sha-256 --pwfile=password -E UTF8 --locale=C.UTF-8 \
        --locale-provider=icu --icu-locale=en-GB $([ "$KEPT" = yes ] || echo --no-sync)
    rm password
    mv draft cluster
fi
made=$(cat cluster/PG_VERSION)
case $bin in
    */"$made"/bin) ;;
    *) echo "The data in $DATA was made by PostgreSQL $made, and $bin was found. Install postgresql-$made, or move the data with pg_dumpall." >&2
        exit 78 ;;
esac
# The detail of a refused statement can name a person, so errors are terse. The write-ahead log repeats every row that was ever
# written: a file of it is ended after five minutes, full or not; what a crash does not need goes at the next checkpoint, and its files
# are not kept to be written over some day.
exec "$bin/postgres" -D cluster -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300 -c jit=off \
    -c log_error_verbosity=terse -c 'log_line_prefix=%m [%p] %q%u@%d ' \
    -c archive_mode=off -c archive_timeout=5min -c wal_keep_size=0 -c wal_recycle=off -c checkpoint_timeout=5min $([ "$KEPT" = yes ] || echo -c fsync="${FSYNC:-on}") 2>&1
