//! Scores as C's `%.7g` writes them, so that all drivers print alike; Rust's formatter has no `%g`.

const SIGNIFICANT_DIGITS: i32 = 7;

pub fn score_text(score: f32) -> String {
    let scientific = format!("{:.*e}", SIGNIFICANT_DIGITS as usize - 1, f64::from(score));
    let Some((mantissa, exponent)) = scientific.split_once('e') else {
        return scientific; // infinities and NaN have no exponent
    };
    let exponent: i32 = exponent.parse().expect("an exponent that was just formatted");
    if (-4..SIGNIFICANT_DIGITS).contains(&exponent) {
        let decimals = (SIGNIFICANT_DIGITS - 1 - exponent) as usize;
        without_trailing_zeros(&format!("{score:.decimals$}")).to_owned()
    } else {
        let sign = if exponent < 0 { '-' } else { '+' };
        format!("{}e{sign}{:02}", without_trailing_zeros(mantissa), exponent.abs())
    }
}

fn without_trailing_zeros(number: &str) -> &str {
    if number.contains('.') { number.trim_end_matches('0').trim_end_matches('.') } else { number }
}

#[cfg(test)]
mod tests {
    use super::score_text;

    #[test]
    fn like_printf() {
        let rows = [
            (0.0, "0"),
            (1.0, "1"),
            (10.5, "10.5"),
            (7.123_456_7, "7.123456"), // the nearest f32 is 7.12345648
            (9_999_999.0, "9999999"),
            (10_000_000.0, "1e+07"),
            (0.000_123_456_78, "0.0001234568"),
            (0.000_012_345_678, "1.234568e-05"),
            (-2.5, "-2.5"),
        ];
        for (score, expected) in rows {
            assert_eq!(score_text(score), expected);
        }
    }
}
