//! Texts side by side: quotes that follow each other and open with `[!TAB …]`.

use super::alert::{self, AlertKind};
use super::events::{Ev, end_of};
use super::writer::{FragmentWriter, Sinks};

impl<'a> FragmentWriter<'a> {
    /// Tabs that follow each other, from the one that ends at `end` on: headed texts, which a script shows side by side.
    pub(super) fn tabs(
        &mut self,
        first: alert::Alert<'a>,
        events: &[Ev<'a>],
        mut end: usize,
        sinks: &mut Sinks<'_, '_>,
    ) -> usize {
        let source = self.context.source;
        self.raw("<div class=\"tabs\">\n");
        let mut next = Some(first);
        while let Some(tab) = next {
            self.raw("<div class=\"tab\"><p class=\"tab-title\">");
            if tab.title.is_empty() {
                self.raw("…");
            }
            self.find_marks(&tab.title);
            self.write(&tab.title, sinks);
            self.text.part();
            self.raw("</p>\n");
            self.write(&tab.content, sinks);
            self.raw("</div>\n");
            let is_tab = alert::kind(&events[end..], source) == Some(AlertKind::Tab);
            let range = end..if is_tab { end_of(events, end) } else { end };
            next = alert::read(&events[range.clone()], source).filter(|_| is_tab);
            end = range.end;
        }
        self.raw("</div>\n");
        end
    }
}
