//! Keeps standard output for the protocol: some engines print progress messages there.

use anyhow::{Context, Result};
use std::fs::File;
use std::io::{self, BufWriter};
use std::os::fd::AsFd;

/// Returns the real standard output; whatever else writes to it from now on goes to standard error.
pub fn reserve() -> Result<BufWriter<File>> {
    let real = io::stdout().as_fd().try_clone_to_owned().context("cannot keep standard output")?;
    rustix::stdio::dup2_stdout(io::stderr()).context("cannot redirect standard output")?;
    Ok(BufWriter::new(File::from(real)))
}
