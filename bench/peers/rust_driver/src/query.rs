//! The query syntax of the protocol.
//!
//! `oil price` is any, `+oil +price` all, `"oil price"` a phrase, `+oil price` the first and better
//! with the second, `+oil -price` the first without the second.

use anyhow::{Result, bail, ensure};

/// How a word takes part in a match.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Occur {
    Should,
    Must,
    MustNot,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clause<'a> {
    pub occur: Occur,
    pub word: &'a str,
}

/// A parsed query, borrowing from its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Query<'a> {
    /// At least one clause that is not negated.
    Boolean(Vec<Clause<'a>>),
    /// At least two words, at adjacent positions.
    Phrase(Vec<&'a str>),
}

impl<'a> Query<'a> {
    pub fn parse(text: &'a str) -> Result<Self> {
        if let Some(rest) = text.strip_prefix('"') {
            let Some(words) = rest.strip_suffix('"') else {
                bail!("query `{text}`: the closing quote is missing");
            };
            return Self::phrase(text, words);
        }
        let clauses: Vec<Clause> = text.split_ascii_whitespace().map(clause).collect();
        for clause in &clauses {
            ensure_plain(text, clause.word)?;
        }
        ensure!(
            clauses.iter().any(|clause| clause.occur != Occur::MustNot),
            "query `{text}`: at least one word must not be negated"
        );
        Ok(Query::Boolean(clauses))
    }

    fn phrase(text: &str, words: &'a str) -> Result<Self> {
        let words: Vec<&str> = words.split_ascii_whitespace().collect();
        for word in &words {
            ensure_plain(text, word)?;
        }
        match words[..] {
            [] => bail!("query `{text}`: a phrase needs words"),
            [word] => Ok(Query::Boolean(vec![Clause { occur: Occur::Should, word }])),
            _ => Ok(Query::Phrase(words)),
        }
    }
}

fn clause(token: &str) -> Clause<'_> {
    if let Some(word) = token.strip_prefix('+') {
        Clause { occur: Occur::Must, word }
    } else if let Some(word) = token.strip_prefix('-') {
        Clause { occur: Occur::MustNot, word }
    } else {
        Clause { occur: Occur::Should, word: token }
    }
}

/// A word holds no operator: those are the syntax of a query and never part of the corpus's tokens.
fn ensure_plain(text: &str, word: &str) -> Result<()> {
    ensure!(
        !word.is_empty() && !word.contains(['"', '+', '-']),
        "query `{text}`: `{word}` is no word; write words, +words and -words, or one \"phrase\""
    );
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Clause, Occur::*, Query};

    fn boolean<'a>(clauses: &[(super::Occur, &'a str)]) -> Query<'a> {
        Query::Boolean(clauses.iter().map(|&(occur, word)| Clause { occur, word }).collect())
    }

    #[test]
    fn every_kind_of_the_protocol() {
        let rows = [
            ("oil", boolean(&[(Should, "oil")])),
            ("+oil +price", boolean(&[(Must, "oil"), (Must, "price")])),
            ("oil price", boolean(&[(Should, "oil"), (Should, "price")])),
            ("\"oil price\"", Query::Phrase(vec!["oil", "price"])),
            ("\"oil\"", boolean(&[(Should, "oil")])),
            ("+oil price barrel", boolean(&[(Must, "oil"), (Should, "price"), (Should, "barrel")])),
            ("+oil -price", boolean(&[(Must, "oil"), (MustNot, "price")])),
        ];
        for (text, expected) in rows {
            assert_eq!(Query::parse(text).unwrap(), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_query() {
        for text in ["", "-oil", "\"oil price", "\"\"", "oil -", "++oil", "oil \"price\""] {
            assert!(Query::parse(text).is_err(), "{text}");
        }
    }
}
