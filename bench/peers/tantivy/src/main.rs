//! The driver of Tantivy: see `bench/peers/README.md` for the protocol.
//!
//! `index.rs` builds the index, `search.rs` answers queries; everything else is in `rust_driver`.

mod index;
mod search;

fn main() -> std::process::ExitCode {
    rust_driver::run::<search::Tantivy>("tantivy")
}
