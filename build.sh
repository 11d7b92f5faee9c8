#!/usr/bin/env bash
# One-Click Purchase: its one command line. ./build.sh help lists the verbs.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

# Where cargo builds and where the extension goes; both may be set from outside, so that several
# people can work in one checkout.
TARGET=${CARGO_TARGET_DIR:-$PWD/target}
DIST=${DIST:-$PWD/dist}
export DIST

source tools/setup.sh
source tools/checks.sh
source tools/fuzz.sh

usage() {
    cat <<'END'
./build.sh help                     this list
./build.sh setup                    install what the verbs need (each verb also does its part)
./build.sh build [--dev]            the unpacked extensions: dist/chrome, dist/firefox
./build.sh package                  the stores' archives and their source: dist/*.zip
./build.sh demo [--headless] [--browser chromium|firefox] [--seed N]
                                    one purchase from end to end, by you or by itself
./build.sh test [native|journeys|shops|erps|--erp tryton|odoo]…
                                    everything that must hold, or some of it; by itself without the real shops
                                    and the real ERPs, which take an hour together
./build.sh erps [--large] [--pictures] [tryton|odoo] [--skip PART_OF_A_NAME]…
                                    real ERPs alone; --large: their lists of 100,000 orders, with figures;
                                    --pictures: their pages with the button, for docs/erps
./build.sh shops [--browser chromium|firefox] [--shop PART_OF_ITS_NAME] [--by profile|generic] [pages] [journeys]
                                    pages and whole purchases in real shops, from ../shared/shops, by their
                                    profile and with all profiles switched off
./build.sh lint                     style, dependencies, stores' rules, accessibility
./build.sh bench                    speed and size, side by side with what could be had at best
./build.sh read FILE|INDEX.tsv [--url URL]
                                    what saved pages are read to be, a JSON object a line; its ms are of
                                    looking, the reference (every element's box), reading, and the whole
./build.sh score FOLDER|INDEX.tsv   how often that is right, beside another reader
./build.sh score --forms            how often forms to sign in and fields for a quantity are told, on the
                                    954 labelled pages of formasaurus (PyPI, got through pip)
./build.sh adversary [--seed N] [--pages N] [--browser chromium|firefox] [--page N] [--keep FOLDER]
                     [--minutes N] [--resume]
                                    generated product pages that want the wrong thing bought; cut after some
                                    minutes, or anywhere, it goes on with --resume
./build.sh kills [--browser chromium|firefox] [--state NAME] [--fault NAME] [--minutes N] [--resume]
                                    ends the background, the tab, the browser or the ERP at each state of a
                                    purchase, and prints what came of it; cut as the adversary is
./build.sh simulate [SCHEDULES] [--from SEED] [--bugs] [--threads N]
./build.sh simulate --seed SEED [--bug NAME] [--trace]
                                    the core under random schedules of what may go wrong: crashes, lost
                                    messages, an ERP that is down, slow or lies, two purchasers; or one of
                                    them again. With --bugs it shows that planted bugs are found
./build.sh fit FOLDER|INDEX.tsv…|--forms [--write]
                                    find what the signs of a page's kind weigh, or those of what a form is
                                    there for, by labelled pages
./build.sh load [--orders N] [--purchasers N] [--kills N] [--database sqlite|postgres]
                                    purchasers claim and report at once while the desk is killed and restarted,
                                    on both databases: what was lost, what doubled, and how fast it was
./build.sh fuzz SECONDS [TARGET] [--resume]
                                    generated input for whatever takes input from outside, so long for each of
                                    the targets in fuzz/fuzz_targets; needs g++, and no nightly toolchain
./build.sh screenshots              pictures of every page, in docs/screenshots
END
}

# Builds the core and both extensions. --dev is quick and not small.
build() {
    need rust npm compiler
    local profile=release flags=() part
    if [[ ${1:-} == --dev ]]; then
        profile=wasm-dev flags=(--dev)
    fi
    # Paths of this machine must not end up in the module: two checkouts give the same bytes, with and
    # without the sources of the standard library at hand.
    local commit paths=()
    commit=$(rustc --version --verbose | sed --quiet 's/^commit-hash: //p')
    paths+=("--remap-path-prefix=$PWD=." "--remap-path-prefix=${CARGO_HOME:-$HOME/.cargo}=cargo")
    paths+=("--remap-path-prefix=$(rustc --print sysroot)/lib/rustlib/src/rust=/rustc/$commit")
    local built=$TARGET/wasm32-unknown-unknown/$profile modules=()
    for part in background connectors reader pages; do
        # Encoded, since a folder may have a space in its name.
        CARGO_ENCODED_RUSTFLAGS=$(IFS=$'\x1f' && echo "${paths[*]}") \
            cargo build --quiet --locked --package one-click-purchase --lib \
            --features "$part" --target wasm32-unknown-unknown --profile "$profile"
        # A copy that is the same keeps its time, so that it is not bound and made small again.
        cmp --silent "$built/one_click_purchase.wasm" "$built/$part.wasm" ||
            cp "$built/one_click_purchase.wasm" "$built/$part.wasm"
        modules+=("$built/$part.wasm")
    done
    pack build "$DIST" "${modules[@]}" "${flags[@]}"
}

package() {
    build
    pack zip "$DIST"
    archive_source
}

# What a store's reviewer builds from. Who builds from that very archive has no repository, and has it already.
archive_source() {
    local archive="$DIST/one-click-purchase-source.zip"
    if [[ $(git rev-parse --show-toplevel 2> /dev/null) != "$(pwd -P)" ]]; then
        echo "no $archive: this is no git checkout"
    elif [[ -n $(git status --porcelain) ]]; then
        echo "no $archive: commit what changed first, for the source of a package is a commit" >&2
    else
        git archive --format=zip --output "$archive" HEAD
        echo "$archive: the source, of commit $(git rev-parse --short HEAD)"
    fi
}

pack() {
    cargo run --quiet --package pack -- "$@"
}

# Runs a program that drives a browser, with all that it needs built before.
drive() {
    local program=$1
    shift
    need rust npm compiler browsers screen fonts geckodriver
    build
    cargo build --quiet --package desk --package shop
    cargo run --quiet --package journeys --bin "$program" -- "$@"
}

# Reads saved pages, in a browser without a network.
on_saved_pages() {
    local program=$1
    shift
    need rust compiler browsers
    case "$program $*" in
        "fit "* | score*--forms*) need venv forms ;;
        "score "*) need venv python forms ;;
    esac
    cargo run --quiet --profile saved --package journeys --bin "$program" -- "$@"
}

# Needs neither the extension nor a supplier: the agent's own files run beside the core that is built
# natively.
adversary() {
    need rust compiler browsers geckodriver
    cargo run --quiet --package journeys --bin adversary -- "$@"
}

# The desk as its users start it, and purchasers with the extension's own connector.
load() {
    need rust compiler postgres
    cargo build --quiet --package desk
    cargo run --quiet --package journeys --bin load -- "$@"
}

# Needs no browser and no server: all of them are simulated, and time as well.
simulate() {
    need rust
    cargo run --quiet --profile simulate --package simulate -- "$@"
}

verb=${1:-help}
shift || true
case $verb in
    help | -h | --help) usage ;;
    setup) need "${PARTS[@]}" ;;
    build | package | lint | adversary | erps | load | fuzz | simulate) "$verb" "$@" ;;
    test) run_tests "$@" ;;
    demo | bench | screenshots | kills) drive "$verb" "$@" ;;
    shops)
        need venv
        drive "$verb" "$@"
        ;;
    read | score | fit) on_saved_pages "$verb" "$@" ;;
    *)
        echo "build.sh: no verb “$verb”" >&2
        usage >&2
        exit 2
        ;;
esac
