# What the verbs need, and how to get it on Debian 12 with rustup, node and python. Sourced by
# build.sh, which says `need PART…` before it uses a part; what is there costs no more than a look.
# With SETUP=off nothing is looked at and nothing installed: everything is then up to you.

# Compiled here: Debian has no geckodriver and no cargo-deny.
GECKODRIVER=0.37.1
CARGO_DENY=0.20.2

PARTS=(rust npm compiler browsers screen fonts postgres certificates geckodriver deny venv python forms fuzzer)

# The parts that are packages of Debian.
declare -A PACKAGES=(
    [compiler]="gcc libc6-dev"
    # The l10n packages hold the browsers' own interface in Chinese, which the extension follows.
    [browsers]="chromium chromium-driver chromium-l10n firefox-esr firefox-esr-l10n-zh-cn"
    # Chromium asks for permissions in a window that only a real keyboard reaches.
    [screen]="xvfb xdotool"
    [fonts]="fonts-noto-cjk"
    [postgres]="postgresql"
    # A test of https makes an authority of its own.
    [certificates]="openssl"
    [venv]="python3-venv"
    [fuzzer]="g++"
)

# Gets those of the parts that are missing, or ends the program. Bash does not stop at a failed command
# in what a condition calls, so here every failure is dealt with where it may happen. Packages, npm and cargo run side by side.
need() {
    [[ ${SETUP:-} != off ]] || return 0
    local part missing=() packages=() lanes=() failed=0
    for part in "$@"; do
        has "$part" && continue
        missing+=("$part")
        packages+=(${PACKAGES[$part]:-})
    done
    (( ${#missing[@]} )) || return 0

    echo "setup: getting ${missing[*]}"
    (( ${#packages[@]} == 0 )) || check_may_install "${packages[@]}"
    mkdir -p .setup/log
    ! lacks rust || step rust "about a minute" get_rust || exit 1
    # Without a compiler nothing else of it can start.
    ! lacks compiler || step compiler "some seconds" get_packages ${PACKAGES[compiler]} || exit 1

    if (( ${#packages[@]} )); then
        step packages "about a minute" get_packages "${packages[@]}" & lanes+=($!)
    fi
    if lacks npm; then
        step npm "about 15 seconds" get_npm & lanes+=($!)
    fi
    if lacks geckodriver || lacks deny; then
        {
            { ! lacks geckodriver || step geckodriver "about 4 minutes on 2 cores" get_geckodriver; } &&
                { ! lacks deny || step cargo-deny "about 3 minutes on 2 cores" get_deny; }
        } & lanes+=($!)
    fi
    local lane
    for lane in "${lanes[@]}"; do
        wait "$lane" || failed=1
    done
    (( failed == 0 )) || exit 1
    # These need a package that may only just have come.
    ! lacks python || step python "about 20 seconds" get_python || exit 1
    ! lacks forms || step forms "about 20 seconds, 14 MB" get_forms || exit 1
    for part in "${missing[@]}"; do
        has "$part" || { echo "setup: $part is still missing, see .setup/log" >&2; exit 1; }
    done
}

# Whether `need` found the part missing.
lacks() { [[ " ${missing[*]} " == *" $1 "* ]]; }

has() {
    if [[ -n ${PACKAGES[$1]:-} ]]; then
        local package
        for package in ${PACKAGES[$1]}; do
            [[ $(dpkg-query --show --showformat '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || return 1
        done
    else
        "has_$1"
    fi
}

# Runs a step with its words in a log: says when it starts, every 20 seconds how far it is, and when
# it ends.
step() {
    local name=$1 about=$2 log=.setup/log/$1.log start=$SECONDS
    shift 2
    echo "setup: $name: started ($about)"
    if "$@" 2>&1 | tell_progress "$name" >"$log"; then
        echo "setup: $name: done in $((SECONDS - start)) s"
    else
        echo "setup: $name: failed after $((SECONDS - start)) s; the end of $log:" >&2
        tail -n 20 "$log" >&2
        return 1
    fi
}

tell_progress() {
    local line start=$SECONDS told=$SECONDS
    while IFS= read -r line; do
        printf '%s\n' "$line"
        if (( SECONDS - told >= 20 )); then
            told=$SECONDS
            echo "setup: $1: at $((SECONDS - start)) s: ${line:0:90}" >&2
        fi
    done
}

# Stops with the exact command where packages cannot be installed from here.
check_may_install() {
    local command="apt-get update && apt-get install --yes --no-install-recommends $*"
    if ! command -v apt-get >/dev/null; then
        echo "setup: this is not Debian. There it would be: sudo sh -c '$command'" >&2
        echo "setup: install the like of it here, then run with SETUP=off" >&2
        exit 1
    elif (( EUID != 0 )) && ! sudo --non-interactive true 2>/dev/null; then
        echo "setup: packages are missing and you are not root. Run: sudo sh -c '$command'" >&2
        exit 1
    fi
}

get_packages() {
    local as_root=()
    (( EUID == 0 )) || as_root=(sudo --non-interactive)
    "${as_root[@]}" apt-get update &&
        "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive \
            apt-get install --yes --no-install-recommends "$@"
}

# rust-toolchain.toml names the version, the components and the wasm target.
has_rust() { rustup target list --installed 2>/dev/null | grep --quiet wasm32-unknown-unknown; }
get_rust() {
    command -v rustup >/dev/null || {
        echo "rustup is missing. Run: curl --proto '=https' --tlsv1.2 -sSf https://sh.rustup.rs | sh"
        return 1
    }
    rustup toolchain install
}

has_npm() { [[ node_modules/.package-lock.json -nt package-lock.json ]]; }
get_npm() {
    command -v npm >/dev/null || {
        echo "node is missing, 20 or newer. Run: curl -fsSL https://deb.nodesource.com/setup_20.x | sudo bash - && sudo apt-get install --yes nodejs"
        return 1
    }
    npm ci --no-audit --no-fund --loglevel error && touch node_modules/.package-lock.json
}

# extruct, which `score` compares with, in an environment of its own.
EXTRUCT=0.18.0
has_python() { [[ $(.setup/python/bin/python -c 'from importlib.metadata import version; print(version("extruct"))' 2>/dev/null) == "$EXTRUCT" ]]; }
get_python() {
    /usr/bin/python3 -m venv .setup/python && .setup/python/bin/pip install --quiet "extruct==$EXTRUCT"
}

# The pages of formasaurus, whose forms and fields people labelled. Only its data is used, so it needs
# none of what it would run with.
FORMASAURUS=0.10.0
has_forms() { [[ -d .setup/forms/formasaurus-$FORMASAURUS.dist-info ]]; }
get_forms() {
    rm -rf .setup/forms &&
        /usr/bin/python3 -m venv .setup/forms/venv &&
        .setup/forms/venv/bin/pip install --quiet --no-deps --target .setup/forms "formasaurus==$FORMASAURUS" &&
        rm -rf .setup/forms/venv
}

has_geckodriver() { [[ $(.setup/bin/geckodriver --version 2>/dev/null) == "geckodriver $GECKODRIVER"* ]]; }
get_geckodriver() { compile geckodriver "$GECKODRIVER"; }

has_deny() { [[ $(.setup/bin/cargo-deny --version 2>/dev/null) == "cargo-deny $CARGO_DENY" ]]; }
get_deny() { compile cargo-deny "$CARGO_DENY"; }

compile() {
    cargo install "$1" --version "$2" --locked --root .setup --target-dir .setup/target &&
        rm -rf .setup/target
}
