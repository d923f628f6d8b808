# Read by the start scripts: gives the folder $DATA to the account $1 when root, and waits until an earlier server has left it.
own_folder() {
    if [ "$(id -u)" = 0 ]; then
        mkdir -p "$DATA" && chown "$1:" "$DATA" && chmod 700 "$DATA"
        above=$DATA
        while above=$(dirname "$above") && [ "$above" != / ]; do
            [ $((0$(stat -c %a "$above") & 1)) = 1 ] && continue
            echo "letting other users pass through $above (chmod o+x), so that $1 reaches its data"
            chmod o+x "$above"
        done
        exec setpriv --reuid="$1" --regid="$1" --init-groups -- "$0"
    fi
    mkdir -p "$DATA" && cd "$DATA" && umask 077
    # Held by the server as long as it lives: after a kill of the AppHost the old one needs some seconds to end.
    exec 9>lock && flock 9
}
