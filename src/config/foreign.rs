//! Keys that other tools read in the front matter of the same pages.
//!
//! Pages often come from, or are shared with, another tool. What it reads there is no mistake, and nothing to clinic:
//! its keys are told once for the course, and their values are left alone. A key that clinic has under another name is
//! none of these, unless that stands beside it.

use crate::config::keys::INHERITED;
use crate::config::meanings::by_meaning;
use crate::config::switch::truth;
use crate::model::kinds::{Edition, Kind};
use crate::syntax::yaml::{self, MapEntry, Node};

/// What each tool reads at the top of a page, in small letters, as far as pages of a course are likely to have it.
const TOOLS: &[(&str, &str)] = &[
    (
        "Jekyll",
        "ancestor author author_profile breadcrumb breadcrumbs categories category child_nav_order classes \
         collection comments css excerpt excerpt_separator grand_parent has_children has_toc header js \
         katex lang last_modified_at layout locale mathjax nav nav_exclude nav_fold nav_order nav_title \
         parent permalink published read_time redirect_to related render_with_liquid robots search_exclude \
         seo share sidebar sitemap subtitle toc toc_icon toc_label toc_sticky",
    ),
    (
        "Hugo",
        "_build alwaysopen audio author authors bookcollapsesection bookcomments bookflatsection bookhidden \
         bookhref booksearchexclude booktoc breadcrumbs build cascade categories chapter collapsible comments \
         cover disabletoc expirydate featured featured_image geekdochidden geekdocnav headless hidden \
         hidechildren hidemeta images iscjklanguage isstarred katex keywords lastmod layout linktitle \
         manuallink markup math mathjax menu menus mermaid next no_list outputs post pre prev publishdate \
         resources series showtoc sidebar simple_list sitemap slug summary thumbnail toc toc_hide tocopen \
         translationkey type url videos",
    ),
    (
        "Docusaurus",
        "authors custom_edit_url displayed_sidebar hide_reading_time hide_table_of_contents hide_title \
         keywords last_update mdx pagination_label pagination_next pagination_prev parse_number_prefixes \
         sidebar_class_name sidebar_custom_props sidebar_key sidebar_label slug title_meta \
         toc_max_heading_level toc_min_heading_level unlisted wrapperclassname",
    ),
    (
        "MkDocs",
        "authors categories comments exclude_from_search glightbox hide icon jinja2 links pin \
         readtime render_macros search slug social status subtitle template",
    ),
    (
        "Jupyter Book",
        "abbreviations abstract accelerator affiliations arxiv author authors banner bannersize bibliography \
         binder celltoolbar colab doi downloads execution export exports file_format github html_meta jupyter \
         jupytext kernelspec keywords language_info license math myst mystnb nbformat nbformat_minor \
         nocomments nosearch numbering open_access orphan rise short_title site subject substitutions \
         subtitle thumbnail thumbnailalt toc toc-autonumbering tocdepth venue vscode widgets",
    ),
    (
        "Quarto",
        "abstract affiliation affiliations appendix-style author authors bibliography cache categories \
         citation classoption code-copy code-fold code-line-numbers code-overflow code-tools colorlinks \
         comments copyright crossref csl css date-format date-modified df-print documentclass doi echo editor \
         editor_options embed-resources engine execute fig-cap-location fig-height fig-width filters fontsize \
         footer format freeze funding geometry google-scholar header-includes highlight-style \
         html-math-method image-alt include-after-body include-before-body include-in-header institute \
         jupyter keywords knitr lang license linestretch link-citations listing logo mainfont nocite \
         notebook-view number-depth number-sections page-layout pagetitle papersize params pdf-engine project \
         pyodide reference-location resources self-contained server shift-heading-level-by sidebar standalone \
         subtitle suppress-bibliography tbl-cap-location theme title-block-banner title-block-style \
         title-slide-attributes toc toc-depth toc-location toc-title webr",
    ),
    (
        "R Markdown",
        "always_allow_html author biblio-style bibliography cover-image csl documentclass editor_options \
         favicon fontsize geometry github-repo header-includes institute knit link-citations linkcolor \
         nocite output params runtime site subtitle tutorial url urlcolor vignette",
    ),
    (
        "The Carpentries",
        "address break carpentry country curriculum day duration enddate exercises flavor helper humandate \
         humantime instructor keypoints latlng layout lesson_title math minutes objectives questions root \
         start startdate teaching venue",
    ),
    (
        "Starlight",
        "banner editurl head hero lastupdated next pagefind prev sidebar slug tableofcontents template topic",
    ),
    (
        "VitePress",
        "article aside category editlink features footer head headerdepth hero icon ishome lang lastupdated \
         layout markdownstyles navbar next outline pageclass prev search sidebar star sticky timeline \
         titletemplate",
    ),
    (
        "Zola",
        "authors generate_feed generate_feeds in_search_index insert_anchor_links page_template paginate_by \
         paginate_path path redirect_to render slug sort_by taxonomies template transparent",
    ),
    (
        "Eleventy",
        "dynamicpermalink eleventycomputed eleventyexcludefromcollections eleventynavigation layout \
         pagination permalink templateengineoverride",
    ),
    (
        "Pandoc",
        "abstract aspectratio author beamerarticle bibliography category colortheme csl dir documentclass \
         fontsize fonttheme geometry header-includes institute keywords lang linkcolor listings logo mainfont \
         numbersections output papersize revealjs-url rights secnumdepth slidenumber subject subtitle \
         titlepage toc toc-title transition urlcolor",
    ),
    (
        "Marp",
        "backgroundcolor backgroundimage class color footer footer-left footer-right header headingdivider \
         marp math paginate size style theme transition",
    ),
    (
        "Obsidian",
        "banner banner_icon created cssclass cssclasses kanban-plugin modified publish related status \
         up",
    ),
];

/// The tools that read a key, however its letters are written.
pub fn readers(key: &str) -> impl Iterator<Item = &'static str> {
    let key = key.to_lowercase();
    TOOLS.iter().filter(move |(_, keys)| keys.split(' ').any(|known| known == key)).map(|(tool, _)| *tool)
}

/// Whether a tool reads `key` at the top of a page.
pub fn is_foreign(key: &str) -> bool {
    readers(key).next().is_some()
}

/// What `key` with `value` was probably meant as, where clinic has its meaning under another name: one of `known`.
pub fn own_name<'a>(key: &str, value: &Node, known: &[&'a str]) -> Option<&'a str> {
    // A slip of the pen must not show to learners what is not for them.
    if key.eq_ignore_ascii_case("editor") && is_one_of(value, Edition::WORDS) {
        return known.iter().copied().find(|own| *own == "edition");
    }
    by_meaning(key, known).filter(|own| match *own {
        // Others have kinds and inheritance as well, and mean something else by them.
        "kind" => is_one_of(value, Kind::WORDS),
        "defaults" => inherits(value),
        _ => true,
    })
}

fn is_one_of<T>(value: &Node, words: &[(&str, T)]) -> bool {
    value.as_str().is_some_and(|typed| words.iter().any(|(word, _)| *word == typed))
}

fn inherits(value: &Node) -> bool {
    let yaml::NodeKind::Map(entries) = &value.kind else { return false };
    entries.iter().any(|entry| INHERITED.contains(&entry.key.as_str()))
}

/// What keeps a page from readers elsewhere: `entry`, or one below it. What nobody should see must not be published with
/// a mere warning.
pub fn withheld_by(entry: &MapEntry) -> Option<&MapEntry> {
    let MapEntry { key, value, .. } = entry;
    match (key.to_lowercase().as_str(), &value.kind) {
        ("build" | "_build", yaml::NodeKind::Map(below)) => {
            below.iter().find(|below| below.key.eq_ignore_ascii_case("render") && withholds("render", &below.value))
        }
        ("cascade", yaml::NodeKind::Map(below)) => below.iter().find_map(withheld_by_cascade),
        ("cascade", yaml::NodeKind::List(items)) => {
            items.iter().filter_map(Node::as_map).flatten().find_map(withheld_by_cascade)
        }
        (key, _) => withholds(key, value).then_some(entry),
    }
}

/// The same of what pages below a section take over: there `draft` is a key of the other tool.
fn withheld_by_cascade(entry: &MapEntry) -> Option<&MapEntry> {
    let is_draft = entry.key.eq_ignore_ascii_case("draft") && says(&entry.value, true);
    if is_draft { Some(entry) } else { withheld_by(entry) }
}

/// Whether `key`, in small letters, keeps a page from readers with this value, in whatever case and quotes.
fn withholds(key: &str, value: &Node) -> bool {
    let is = |words: &[&str]| value.as_str().is_some_and(|typed| words.contains(&typed.trim().to_lowercase().as_str()));
    match key {
        "published" | "publish" | "public" | "visible" | "permalink" => says(value, false),
        "hidden" | "hide" | "unlisted" | "headless" | "private" | "unpublished" => says(value, true),
        "render" | "build" | "_build" => says(value, false) || is(&["never", "link"]),
        "status" | "visibility" => is(&["draft", "hidden", "private", "unpublished"]),
        _ => false,
    }
}

fn says(value: &Node, wanted: bool) -> bool {
    value.as_str().and_then(truth) == Some(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::keys::FRONT_MATTER;
    use crate::finding::suggest::nearest;
    use std::collections::BTreeSet;

    #[test]
    fn no_key_of_ours_is_taken_for_a_foreign_one() {
        let own = FRONT_MATTER.concat();
        let taken: Vec<&str> = own.iter().copied().filter(|key| is_foreign(key)).collect();
        assert!(taken.is_empty(), "{taken:?}");
        // Nor a slip of the pen, as far as they differ; of an editor it depends on the value.
        let foreign = TOOLS.iter().flat_map(|(_, keys)| keys.split(' ')).filter(|key| by_meaning(key, &own).is_none());
        let near: Vec<_> = foreign.filter_map(|key| Some((key, nearest(key, own.iter().copied())?))).collect();
        let near: BTreeSet<_> = near.into_iter().collect();
        let far = [("collection", "completion"), ("editor", "edition"), ("images", "image"), ("logo", "log")];
        assert_eq!(near, far.into_iter().collect());
    }

    #[test]
    fn keys_are_sorted_and_in_small_letters() {
        for (tool, keys) in TOOLS {
            let keys: Vec<&str> = keys.split(' ').collect();
            assert!(keys.is_sorted_by(|one, next| one < next), "{tool}");
            assert!(keys.iter().all(|key| !key.is_empty() && key.to_lowercase() == *key), "{tool}");
        }
    }

    #[test]
    fn tools_are_named_whose_key_it_is() {
        assert_eq!(readers("kernelspec").collect::<Vec<_>>(), ["Jupyter Book"]);
        assert_eq!(readers("lastUpdated").collect::<Vec<_>>(), ["Starlight", "VitePress"]);
        assert!(!is_foreign("tittle"));
    }
}
