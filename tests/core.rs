//! The core, by its fixtures and by the corpora of the fuzz targets that look at it: for every layer, the lowest included.

mod fixtures;
#[macro_use]
mod replay;

#[path = "properties/core.rs"]
mod properties;

replays!(message name presentation response exchange matcher);
