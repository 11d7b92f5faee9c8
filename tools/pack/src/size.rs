//! How large the product is, and how large it may become.

use std::io::Write;
use std::path::Path;

use anyhow::{Result, bail};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::module::Profile;

const KB: usize = 1000;

/// What the product should weigh: each module for itself, since each is compiled for itself.
const WASM_GZIP_AIM: usize = 200 * KB;
const PACKAGE_AIM: usize = 700 * KB;

/// What a build may not exceed. The package holds four modules, of which each has its own JSON, orders and
/// allocator: that is more to fetch once and less to compile at each start.
const WASM_GZIP_LIMIT: usize = 250 * KB;
const PACKAGE_LIMIT: usize = 750 * KB;

/// Prints the size of a module; a release over the limit fails.
pub fn report_wasm(name: &str, wasm: &[u8], profile: Profile) -> Result<()> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(wasm)?;
    let gzip = encoder.finish()?.len();
    let (size, gzip_size) = (kb(wasm.len()), kb(gzip));
    if profile == Profile::Dev {
        println!("{name} {size} KB, gzip {gzip_size} KB, not made small");
        return Ok(());
    }
    println!(
        "{name} {size} KB, gzip {gzip_size} KB (at most {}, aim {})",
        kb(WASM_GZIP_LIMIT),
        kb(WASM_GZIP_AIM)
    );
    if gzip > WASM_GZIP_LIMIT {
        bail!("{name} is over its limit; “twiggy top” on the module names what is large in it");
    }
    Ok(())
}

/// Prints the size of a package; one over the limit fails.
pub fn report_package(path: &Path, bytes: &[u8]) -> Result<()> {
    let (size, limit, aim) = (kb(bytes.len()), kb(PACKAGE_LIMIT), kb(PACKAGE_AIM));
    println!("{} {size} KB (at most {limit}, aim {aim})", path.display());
    if bytes.len() > PACKAGE_LIMIT {
        bail!("{} is too large", path.display());
    }
    Ok(())
}

/// Rounded up, so that a size at its limit is never shown as below it.
fn kb(bytes: usize) -> usize {
    bytes.div_ceil(KB)
}
