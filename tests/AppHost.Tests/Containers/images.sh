#!/bin/sh
# Makes the images that Aspire asks for where no registry can be reached, out of Debian's packages:
#   sh tests/Platform.Tests/Containers/images.sh [--rebuild]
# The tags are Aspire's, the contents are not: Debian 12 has PostgreSQL 15 and RabbitMQ 3.10. Good for trying
# the way through containers on such a machine, and for nothing else; never push them anywhere.
# Needs root on Debian 12 and its podman, runc, netavark, iptables, aardvark-dns and debootstrap. The packages
# come from the mirror that this machine's apt uses.
set -eu

base=localhost/debian:bookworm
postgres=docker.io/library/postgres:18.3
rabbitmq=docker.io/library/rabbitmq:4.3-management

folder=$(cd "$(dirname "$0")" && pwd)
export CONTAINERS_CONF="${CONTAINERS_CONF:-$folder/containers.conf}"

fail() {
    echo "$*" >&2
    exit 1
}

rebuild=false
for argument; do
    case $argument in
        --rebuild) rebuild=true ;;
        *) fail "usage: sh $0 [--rebuild]" ;;
    esac
done

missing() {
    $rebuild || ! podman image exists "$1"
}

# Debian's smallest system, which both images stand on.
make_base() {
    mirror=$(apt-get indextargets --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' 'Created-By: Packages' \
        | awk '$1 == "bookworm" && $2 == "main" { print $3; exit }')
    [ -n "$mirror" ] || fail 'The apt sources of this machine name no mirror of Debian 12 (bookworm, main).'
    work=$(mktemp -d)
    trap 'umount "$work/root/proc" "$work/root/sys" 2> /dev/null || :; rm -rf --one-file-system "$work"' EXIT
    trap 'exit 1' HUP INT TERM

    echo "Making $base from this machine's mirror"
    # Nothing here outlives a crash, so nothing needs to wait for the disk.
    DPKG_FORCE=unsafe-io debootstrap --variant=minbase bookworm "$work/root" "$mirror" > "$work/log" 2>&1 \
        || { tail -n 20 "$work/log" >&2; fail 'debootstrap failed.'; }
    chroot "$work/root" apt-get clean
    echo force-unsafe-io > "$work/root/etc/dpkg/dpkg.cfg.d/unsafe-io"
    # Without an init system no package can start its server here.
    printf '#!/bin/sh\nexit 101\n' > "$work/root/usr/sbin/policy-rc.d"
    chmod 755 "$work/root/usr/sbin/policy-rc.d"
    rm -f "$work/root/etc/resolv.conf" "$work/root/etc/hostname"
    tar --create --directory="$work/root" . | podman import --quiet --change 'CMD ["bash"]' - "$base" > /dev/null
}

make_image() {
    echo "Making $1 from $2"
    podman build --quiet --pull=never --layers=false --network=host --env DEBIAN_FRONTEND=noninteractive \
        --unsetenv DEBIAN_FRONTEND --file "$folder/$2" --tag "$1" "$folder" > /dev/null
}

# Debian's podman does not bring iptables along, and misses it with the first container.
for command in podman runc iptables debootstrap; do
    command -v $command > /dev/null \
        || fail "$command is missing: apt-get install podman runc netavark iptables aardvark-dns debootstrap"
done
[ "$(id -u)" = 0 ] || fail 'Only root can make the images.'

if ! missing $postgres && ! missing $rabbitmq; then
    echo "$postgres and $rabbitmq are there; --rebuild makes them anew."
    exit 0
fi
if missing $base; then make_base; fi
if missing $postgres; then make_image $postgres postgres.Containerfile; fi
if missing $rabbitmq; then make_image $rabbitmq rabbitmq.Containerfile; fi
# Those that a rebuild has replaced.
podman image prune --force > /dev/null
echo "Made with CONTAINERS_CONF=$CONTAINERS_CONF, which podman needs for running them too."
