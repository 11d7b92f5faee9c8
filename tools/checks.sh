# The verbs `test` and `lint`. Sourced by build.sh.

# The minutes that each part of the tests may take on 2 cores.
declare -A MINUTES=([set-up]=20 [native]=5 [journeys]=20 [shops]=10 [erps]=20)

# The real ERPs that are asked for; without a name all of them. And which of their trials.
ERPS_WANTED=()
ERPS_TRIALS=()
ERPS_PART=""

# Runs the parts that are named, or else all that fits into an hour, and says how long each took. Every part
# runs, also after one has failed. Real shops and real ERPs are installed from a registry: they are asked for.
run_tests() {
    local parts=() part report=() failed=0
    while (( $# )); do
        case $1 in
            --erp) parts+=(erps) ERPS_WANTED+=("${2:?--erp needs a name, such as tryton}") && shift ;;
            native | journeys | shops | erps) parts+=("$1") ;;
            *) echo "build.sh: no part “$1” of the tests; there are native, journeys, shops and erps" >&2; exit 2 ;;
        esac
        shift
    done
    if (( ! ${#parts[@]} )); then
        parts=(native journeys)
        echo "not run by itself: shops, and erps (./build.sh test shops, ./build.sh test --erp tryton|odoo)"
    fi
    timed set-up prepare_tests "${parts[@]}" || exit 1
    for part in "${parts[@]}"; do
        timed "$part" "test_$part" || failed=1
    done
    printf '%s\n' "${report[@]}"
    return $failed
}

# Runs something and adds to the report how long it took.
timed() {
    local name=$1 start=$SECONDS status=0 word=passed
    shift
    echo "== $name (at most ${MINUTES[$name]} minutes)"
    "$@" || status=$?
    (( status == 0 )) || word=FAILED
    local took=$((SECONDS - start))
    (( took <= MINUTES[$name] * 60 )) || word+=", over its time"
    report+=("$(printf '%-9s %3d:%02d of %2d min  %s' "$name" $((took / 60)) $((took % 60)) "${MINUTES[$name]}" "$word")")
    return $status
}

# Its commands are joined by &&, because bash does not stop at a failed one in what `timed` calls.
prepare_tests() {
    need rust npm compiler postgres certificates &&
        if [[ " $* " =~ " shops "|" erps " ]]; then
            need venv
        fi &&
        if [[ " $* " == *" erps "* ]]; then
            cargo test --quiet --package journeys --test erps --no-run
        fi &&
        if [[ " $* " =~ " journeys "|" shops "|" erps " ]]; then
            need browsers screen fonts geckodriver &&
                build &&
                cargo build --quiet --package desk --package shop &&
                cargo test --quiet --package journeys --test journeys --no-run &&
                cargo build --quiet --package journeys --bin shops
        fi &&
        if [[ " $* " == *" native "* ]]; then
            cargo test --quiet --workspace --exclude journeys --exclude simulate --no-run &&
                cargo test --quiet --package journeys --lib --bins --no-run &&
                cargo build --quiet --profile simulate --package simulate
        fi
}

# The simulation is built for itself: the core has switches for bugs there.
test_native() {
    local status=0
    cargo test --quiet --workspace --exclude journeys --exclude simulate || status=1
    cargo test --quiet --package journeys --lib --bins || status=1
    cargo run --quiet --profile simulate --package simulate -- 500 || status=1
    return $status
}

# Two browsers at a time: more would only wait for each other.
test_journeys() { cargo test --quiet --package journeys --test journeys -- --test-threads 2; }

# Says itself what it skips where the scripts that bring the shops up are not there.
test_shops() { cargo run --quiet --package journeys --bin shops; }

# Brings real ERPs up; says itself what it skips where the scripts for that are not there.
test_erps() {
    local erp status=0
    for erp in "${ERPS_WANTED[@]:-}"; do
        cargo test --quiet --package journeys --test erps -- ${erp:+"$erp: $ERPS_PART"} "${ERPS_TRIALS[@]}" || status=1
    done
    return $status
}

# Real ERPs alone. Their large trials take minutes each and print figures. What is no name of an ERP is handed
# on, such as --skip "in firefox", so that one which was cut off need not begin anew.
erps() {
    while (( $# )); do
        case $1 in
            --large) ERPS_TRIALS+=(--ignored) ;;
            --pictures) export PICTURES=$PWD/docs/screenshots ERPS_PART="in chromium, an order is bought from the button" ;;
            tryton | odoo) ERPS_WANTED+=("$1") ;;
            *) ERPS_TRIALS+=("$1") ;;
        esac
        shift
    done
    if [[ -n $ERPS_PART ]] && (( ! ${#ERPS_WANTED[@]} )); then
        ERPS_WANTED=(tryton odoo)
    fi
    prepare_tests erps && test_erps
}

# What must hold of the code itself, and of the extension before it goes to a store.
lint() {
    need rust npm compiler browsers screen fonts geckodriver deny
    local failed=0
    check "rustfmt" cargo fmt --all --check
    check "clippy" cargo clippy --quiet --locked --workspace --all-targets -- --deny warnings
    check "clippy for wasm" cargo clippy --quiet --locked --package one-click-purchase --lib \
        --all-features --target wasm32-unknown-unknown -- --deny warnings
    # Advisories would need a download from GitHub at each run; they are for the release's checklist.
    check "dependencies" .setup/bin/cargo-deny --workspace --log-level error check licenses bans sources
    check "no way round the lints against panics" no_allowances
    check "no word of the practice supplier in src" no_word_of_the_supplier
    build
    check "web-ext lint: 0 errors, 0 warnings" no_warnings_of_the_linter
    cargo build --quiet --package desk --package shop
    check "the rules that need a browser" \
        cargo test --quiet --package journeys --test journeys -- --test-threads 2 "lint: "
    return $failed
}

check() {
    local name=$1
    shift
    echo "== $name"
    "$@" || { echo "== $name: FAILED"; failed=1; }
}

# Clippy denies unwrap, expect, panic and indexing outside tests; nothing may allow them again.
no_allowances() {
    ! grep --line-number --recursive --include='*.rs' --extended-regexp \
        'allow\((clippy::)?(.*, *)?clippy::(unwrap_used|expect_used|panic|indexing_slicing|todo|unimplemented|all)' \
        src desk shop tests tools
}

# The core reads the practice supplier as any unknown shop: it knows none of its products, titles,
# hosts, prefixes or its name. Words that all shops use are no words of its.
no_word_of_the_supplier() {
    {
        grep --recursive --no-filename --only-matching --extended-regexp '"([a-h]-[a-z]+|hostile-[a-z]+)"' shop/src
        grep --recursive --no-filename --only-matching --perl-regexp '"[^"]*\p{Han}{2}[^"]*\p{Han}{4,}[^"]*"' shop/src/catalogue
        printf '"%s"\n' 练习 'Practice supplier' cashier.localhost checkout.localhost
    } | tr --delete '"' | sort --unique >"$TARGET/words-of-the-supplier"
    ! grep --recursive --line-number --fixed-strings --file="$TARGET/words-of-the-supplier" src
}

no_warnings_of_the_linter() {
    npx --no-install web-ext lint --source-dir "$DIST/firefox" --no-config-discovery --warnings-as-errors
}
