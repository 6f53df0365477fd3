"""A page that a member saved, held against the policy texts that are quoted here.

Enters: a file, policies. Leaves: which texts the page is, how each of their clauses stands on it,
what stands beside them, and an own policy text. Never imports outputs or advice.

- `letters`: what counts as the same letters, for pages and clauses alike.
- `page`: a page as blocks with their lists and rows. `page_file` makes one of any file that is
  taken, `html_page`, `text_page` and `pdf_page` of one kind; `web_archive` takes HTML out of MHTML.
- `passages`: words of a page that come near a clause. `clause_check`: how a clause stands.
- `page_check`: which texts a page is, and what stands beside their clauses.
- `renewed_text`: an own policy text out of what was found.
"""
