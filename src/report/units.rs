//! The units of a sheet: widths are told in pixels or characters, heights in points.

/// Pixels (96 to the inch) in a point (72 to the inch).
const PIXELS_PER_POINT: f64 = 96.0 / 72.0;
/// The width of a character of the default font, and what a column keeps free beside its characters, in
/// pixels.
const CHARACTER: f64 = 7.0;
const BESIDE_CHARACTERS: f64 = 5.0;

/// Pixels of so many points.
pub const fn pixels(points: f64) -> f64 {
    points * PIXELS_PER_POINT
}

/// Points of so many pixels.
pub const fn points(pixels: f64) -> f64 {
    pixels / PIXELS_PER_POINT
}

/// The width in whole pixels of a column of so many characters.
pub fn column(characters: f64) -> u32 {
    (characters * CHARACTER + BESIDE_CHARACTERS).round() as u32
}
