//! What the characters of a mark look like to those who type it: other scripts, other widths, and nothing at all.

/// Whether a character looks like `!`.
pub(super) fn is_bang(character: char) -> bool {
    matches!(
        character,
        '!' | '！'
            | '¡'
            | 'ǃ'
            | '❗'
            | '❕'
            | '‼'
            | '﹗'
            | '︕'
            | 'ꜝ'
            | 'ꜞ'
            | 'ꜟ'
            | '⁉'
            | '⁈'
            | '‽'
            | '❢'
            | '❣'
            | 'ⵑ'
    )
}

/// Characters that a browser shows nothing of, or over the one before.
pub(super) fn is_invisible(character: char) -> bool {
    matches!(character,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}'
        | '\u{300}'..='\u{34e}' | '\u{350}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}'
        | '\u{20d0}'..='\u{20ff}' | '\u{fe20}'..='\u{fe2f}' | '\u{2800}' | '\u{fff9}'..='\u{fffc}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{e0000}'..='\u{e0fff}')
        || (character.is_control() && !character.is_whitespace())
}

/// The character of a mark that another looks like, or stands for on keyboards of other scripts.
pub(super) fn looks(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => looks(char::from_u32(character as u32 - 0xfee0).unwrap_or(character)),
        bang if is_bang(bang) => '!',
        '【' | '〔' | '〖' | '〚' | '「' | '『' | '⟦' | '❲' | '⁅' | '〈' | '《' | '〘' | '﹇' | '⟨' | '⟪' | '⟬'
        | '⟮' | '⦃' | '⦅' | '⦋' | '｟' | '﹙' | '﹛' | '﹝' | '❨' | '❪' | '❬' | '❮' | '❰' | '❴' | '⸢' | '⸤' | '⌈'
        | '⌊' | '⁽' | '₍' | '\u{2329}' => '[',
        '】' | '〕' | '〗' | '〛' | '」' | '』' | '⟧' | '❳' | '⁆' | '〉' | '》' | '〙' | '﹈' | '⟩' | '⟫' | '⟭'
        | '⟯' | '⦄' | '⦆' | '⦌' | '｠' | '﹚' | '﹜' | '﹞' | '❩' | '❫' | '❭' | '❯' | '❱' | '❵' | '⸣' | '⸥' | '⌉'
        | '⌋' | '⁾' | '₎' | '\u{232a}' => ']',
        '“' | '”' | '„' | '«' | '»' => '"',
        '‘' | '’' => '\'',
        '–' | '—' | '‐' | '‑' => '-',
        'А' | 'Α' => 'A',
        'а' => 'a',
        'Ѕ' => 'S',
        'Е' | 'Ε' => 'E',
        'е' => 'e',
        'О' | 'Ο' => 'O',
        'о' => 'o',
        'С' => 'C',
        'с' => 'c',
        'Т' | 'Τ' => 'T',
        'І' | 'Ι' => 'I',
        'Ν' => 'N',
        blank if blank.is_whitespace() => ' ',
        other => other,
    }
}
