//! The driver of Tantivy: see `bench/peers/README.md` for the protocol.
//!
//! `index.rs` builds the index, `search.rs` answers queries, `live.rs` does both at once; everything else is in `rust_driver`.

mod index;
mod live;
mod search;

fn main() -> std::process::ExitCode {
    rust_driver::run::<search::Tantivy>("tantivy")
}
