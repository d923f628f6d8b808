#!/bin/sh
# Dumps the databases named as arguments into the folder $TO, with the secrets that open them. The folder is there only when whole.
set -eu
umask 077
draft=$TO.draft
mkdir -p "$(dirname "$TO")"
mkdir "$draft"
trap 'rm -rf "$draft"' EXIT
trap 'exit 1' HUP INT TERM
bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
for database; do
    "$bin/pg_dump" --format=custom --file="$draft/$database.dump" "$database"
done
cp "$SECRETS" "$draft/secrets.json"
mv "$draft" "$TO"
