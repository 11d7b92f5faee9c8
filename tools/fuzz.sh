# The verb `fuzz`. Sourced by build.sh.

# Gives generated input to each target that takes input from outside, or to one of them, for so many seconds.
# With --resume those are passed over that this very program passed before, for as long.
fuzz() {
    local seconds="" only="" resume=""
    while (( $# )); do
        case $1 in
            --resume) resume=yes ;;
            *[!0-9]*) only=$1 ;;
            *) seconds=$1 ;;
        esac
        shift
    done
    if [[ -z $seconds ]]; then
        echo "build.sh: fuzz needs the seconds for each target, such as: ./build.sh fuzz 60" >&2
        exit 2
    fi
    need rust compiler fuzzer
    command -v g++ >/dev/null || { echo "build.sh: fuzz compiles libFuzzer and needs g++" >&2; exit 1; }

    local host targets=() target failed=0
    host=$(rustc --version --verbose | sed --quiet 's/^host: //p')
    if [[ -n $only ]]; then
        [[ -e fuzz/fuzz_targets/$only.rs ]] || { echo "build.sh: fuzz has no target “$only”" >&2; exit 2; }
        targets=("$only")
    else
        for target in fuzz/fuzz_targets/*.rs; do
            targets+=("$(basename "$target" .rs)")
        done
    fi
    # What libFuzzer watches by, as cargo-fuzz passes it. The stable compiler takes all of it; what only a nightly
    # one has is the search for wrong use of memory, and this project has no unsafe code.
    echo "by the stable toolchain, so without a search for wrong use of memory: there is no unsafe code of ours"
    local watched="--cfg fuzzing -Cpasses=sancov-module"
    for target in level=4 inline-8bit-counters pc-table trace-compares; do
        watched+=" -Cllvm-args=-sanitizer-coverage-$target"
    done
    CARGO_ENCODED_RUSTFLAGS=${watched// /$'\x1f'} cargo build --quiet --locked --release \
        --manifest-path fuzz/Cargo.toml --target "$host" --target-dir "$TARGET/fuzz" ${only:+--bin "$only"}
    for target in "${targets[@]}"; do
        fuzz_one "$TARGET/fuzz/$host/release/$target" "$target" "$seconds" "$resume" || failed=1
    done
    return $failed
}

# One target. What it found new is kept for the next time, beside the corpus that is in the repository.
fuzz_one() {
    local program=$1 target=$2 seconds=$3 resume=$4 here=$TARGET/fuzz/runs/$2
    local passed=$here/passed sum
    sum=$(sha256sum <"$program")
    if [[ -n $resume && -e $passed ]] && read -r known before <"$passed" && [[ $known == "${sum%% *}" ]] && (( before >= seconds )); then
        printf '%-14s passed before, for %s s\n' "$target" "$before"
        return 0
    fi
    mkdir -p "$here/corpus" "$here/tmp"
    rm -f "$passed"
    local status=0
    TMPDIR=$here/tmp "$program" "$here/corpus" "fuzz/corpus/$target" -max_total_time="$seconds" -timeout=10 \
        -max_len=32768 -rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix="$here/" >"$here/log" 2>&1 || status=$?
    rm -rf "$here/tmp"
    local tried
    tried=$(sed --quiet 's/^stat::number_of_executed_units: *//p' "$here/log")
    if (( status == 0 )); then
        printf '%-14s %s s, %s inputs tried, nothing found\n' "$target" "$seconds" "$tried"
        echo "${sum%% *} $seconds" >"$passed"
        return 0
    fi
    echo "$target: FOUND something; the end of $here/log:" >&2
    grep --extended-regexp --after-context=3 'panicked at|ERROR: libFuzzer|Test unit written' "$here/log" | head -n 20 >&2
    echo "$target: once it is mended, keep the file in fuzz/corpus/$target: every run of the tests tries it again" >&2
    return 1
}
