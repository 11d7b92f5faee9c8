# What the verbs need, and how to get it on Debian 12 with rustup, node and python. Sourced by
# build.sh, which says `need PART…` before it uses a part. What is there already costs nothing.

PARTS=(rust npm)

need() {
    local part
    for part in "$@"; do
        if ! "has_$part"; then
            echo "setup: $part"
            "get_$part"
        fi
    done
}

# rust-toolchain.toml names version, components and the wasm target; rustup gets them at first use.
has_rust() { rustc --version >/dev/null 2>&1; }
get_rust() { rustup toolchain install; }

has_npm() { [[ node_modules/.package-lock.json -nt package-lock.json ]]; }
get_npm() { npm ci --no-audit --no-fund --loglevel error && touch node_modules/.package-lock.json; }
