//! How many pages of paper a course takes, as a table.

use mistake_clinic::api::pipeline::SheetCount;

/// Titles longer than this are cut, so that the figures stay on their lines.
const WIDEST: usize = 48;

/// One line a module or page, and one for all of them.
pub(super) fn table(counts: &[SheetCount]) -> String {
    let owners: Vec<&[SheetCount]> = counts.chunk_by(|one, next| one.module == next.module).collect();
    let titles: Vec<String> = owners.iter().map(|sheets| cut(&sheets[0].title)).collect();
    let width = titles.iter().map(|title| title.chars().count()).max().unwrap_or_default();
    let line = |(title, sheets): (&String, &&[SheetCount])| {
        let sheets: Vec<String> =
            sheets.iter().map(|sheet| format!("{} {}", sheet.sheet.word(), pages(&[sheet]))).collect();
        format!("{title:width$}  {}\n", sheets.join(", "))
    };
    let lines: String = titles.iter().zip(&owners).map(line).collect();
    let all: Vec<&SheetCount> = counts.iter().collect();
    let word = if counts.iter().map(|sheet| sheet.pages).sum::<u32>() == 1 { "page" } else { "pages" };
    format!("{lines}{} {word} of paper in all\n\n", pages(&all))
}

/// `2`, or `about 5` where a part of it is an estimate.
fn pages(sheets: &[&SheetCount]) -> String {
    let sum: u32 = sheets.iter().map(|sheet| sheet.pages).sum();
    if sheets.iter().all(|sheet| sheet.exact) { sum.to_string() } else { format!("about {sum}") }
}

fn cut(title: &str) -> String {
    if title.chars().count() <= WIDEST {
        return title.to_owned();
    }
    title.chars().take(WIDEST - 1).chain(['…']).collect()
}
