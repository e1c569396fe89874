"""Blocks to a flat OpenDocument text (.fodt), which Writer opens and exports."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

from builder import styles
from builder.markup import Block, Contents, Page, Scan, TableBlock, TableCell, Text

NAMESPACES = (
    " ".join(
        f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for prefix, name in {
            "office": "office",
            "style": "style",
            "text": "text",
            "table": "table",
            "draw": "drawing",
            "meta": "meta",
            "fo": "xsl-fo-compatible",
            "svg": "svg-compatible",
        }.items()
    )
    + ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink"'
)


@dataclass
class Writer:
    """Collects the body and the automatic styles that it needs."""

    facts: dict[str, str]
    scans: list[bytes] = field(default_factory=list)  # PNG of each Scan block, in order
    headings: dict[str, str] = field(default_factory=dict)  # heading: page label, for the daftar isi
    automatic: dict[str, str] = field(default_factory=dict)  # styles made on the way, by name
    body: list[str] = field(default_factory=list)
    page_break: str | None = None  # master page that the next paragraph or table starts
    landscape: bool = False
    tables: int = 0
    scanned: int = 0

    def document(self, blocks: Iterable[Block]) -> str:
        """The whole .fodt for the blocks."""
        self.page_break = "Front"
        blocks = list(blocks)
        for block in blocks:
            self._add(block, blocks)
        return (
            f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {NAMESPACES} office:version="1.3" '
            'office:mimetype="application/vnd.oasis.opendocument.text">\n'
            f"<office:meta><dc:title>{escape(self.facts['title'])}</dc:title></office:meta>\n"
            f"{styles.fonts(self.facts)}\n<office:styles>{styles.named(self.facts)}</office:styles>\n"
            f"<office:automatic-styles>{styles.page_layouts(self.facts)}\n{chr(10).join(self.automatic.values())}"
            "</office:automatic-styles>\n"
            f"<office:master-styles>{styles.masters(self.facts)}</office:master-styles>\n"
            f"<office:body><office:text>\n{chr(10).join(self.body)}\n</office:text></office:body>\n"
            "</office:document>\n"
        )

    @property
    def paper(self) -> tuple[float, float]:
        """Width and height of an upright page in cm."""
        return styles.paper(self.facts)

    # ------------------------------------------------------------------------------- blocks

    def _add(self, block: Block, blocks: list[Block]) -> None:
        if isinstance(block, Page):
            self.landscape = block.style == "landscape" or (not block.style and self.landscape)
            names = {"landscape": "Landscape", "portrait": "Portrait", "front": "Fore", "body": "First"}
            self.page_break = names.get(block.style, "")
        elif isinstance(block, Text):
            if block.style == "h1" and self.page_break is None:
                self.page_break = ""
            bold = block.text.startswith("**")
            self._paragraph("title" if bold else block.style, block.text.removeprefix("**"))
        elif isinstance(block, TableBlock):
            self._table(block)
        elif isinstance(block, Contents):
            for heading in blocks:
                if isinstance(heading, Text) and heading.style in {"h1", "h2"}:
                    self._contents_line(heading)
        elif isinstance(block, Scan):
            self._picture()

    def _paragraph(self, style: str, text: str) -> None:
        name = self._broken(f"P{style}", "paragraph", style)
        tag, level = ("text:h", ' text:outline-level="1"') if style == "h1" else ("text:p", "")
        self.body.append(f"<{tag} text:style-name={quoteattr(name)}{level}>{_inline(text)}</{tag}>")

    def _broken(self, plain: str, family: str, parent: str) -> str:
        """The style's name, or that of a variant which starts a new page."""
        if self.page_break is None:
            return plain
        master, self.page_break = self.page_break, None
        name = f"{plain}-{master or 'next'}"
        how = 'fo:break-before="page"' if not master else 'style:page-number="auto"'
        if master == "First":
            how = 'style:page-number="1"'
        start = f" style:master-page-name={quoteattr(master)}" if master else ""
        self.automatic[name] = (
            f"<style:style style:name={quoteattr(name)} style:family={quoteattr(family)} "
            f"style:parent-style-name={quoteattr('P' + parent)}{start}>"
            f"<style:paragraph-properties {how}/></style:style>"
        )
        return name

    def _contents_line(self, heading: Text) -> None:
        label = self.headings.get(heading.text, "0")
        text = heading.text.replace("¦", " ")
        indent = "<text:s text:c='6'/>" if heading.style == "h2" else ""
        self.body.append(
            f'<text:p text:style-name="Ptoc">{indent}{_inline(text)}<text:tab/>{escape(label)}</text:p>'
        )

    def _picture(self) -> None:
        data = base64.b64encode(self.scans[self.scanned]).decode() if self.scans else ""
        self.scanned += 1
        self.page_break = "Scan"
        name = self._broken("Pgap", "paragraph", "gap")
        width, height = self.paper
        self.automatic["scan"] = (
            '<style:style style:name="scan" style:family="graphic"><style:graphic-properties '
            'style:wrap="run-through" style:run-through="foreground" style:horizontal-pos="from-left" '
            'style:horizontal-rel="page" style:vertical-pos="from-top" style:vertical-rel="page"/>'
            "</style:style>"
        )
        self.body.append(
            f'<text:p text:style-name={quoteattr(name)}><draw:frame draw:style-name="scan" '
            'text:anchor-type="paragraph" svg:x="0cm" svg:y="0cm" '
            f'svg:width="{width}cm" svg:height="{height}cm">'
            f'<draw:image draw:mime-type="image/png"><office:binary-data>{data}</office:binary-data>'
            "</draw:image></draw:frame></text:p>"
        )

    # ------------------------------------------------------------------------------- tables

    def _table(self, block: TableBlock) -> None:
        self.tables += 1
        name, options = f"T{self.tables}", block.options
        if self.page_break is not None:  # a table that opens a page follows an all but empty paragraph
            self._paragraph("gap", "")
        page_width = self.paper[1 if self.landscape else 0]
        total = page_width - styles.MARGIN_CM["left"] - styles.MARGIN_CM["right"]
        shares = [float(w) for w in options["widths"].split(",")]
        widths = [total * s / sum(shares) for s in shares]
        head = int(options.get("head", "1"))
        repeat = "repeat" in options and head
        self.automatic[name] = (
            f'<style:style style:name="{name}" style:family="table"><style:table-properties '
            f'style:width="{total:.3f}cm" table:align="margins" fo:margin-bottom="0.25cm"/></style:style>'
        )
        out = [f'<table:table table:name="{name}" table:style-name="{name}">']
        for i, width in enumerate(widths):
            column = f"{name}.{i}"
            self.automatic[column] = (
                f'<style:style style:name="{column}" style:family="table-column">'
                f'<style:table-column-properties style:column-width="{width:.3f}cm"/></style:style>'
            )
            out.append(f'<table:table-column table:style-name="{column}"/>')
        split = options.get("split", "no")
        row_style = f"row-{split}"
        keep = "auto" if split == "yes" else "always"
        self.automatic[row_style] = (
            f'<style:style style:name="{row_style}" style:family="table-row">'
            f'<style:table-row-properties fo:keep-together="{keep}"/></style:style>'
        )
        aligns = _alignments(block, head)
        for r, row in enumerate(block.rows):
            if repeat and r == 0:
                out.append("<table:table-header-rows>")
            cells = "".join(
                self._cell(
                    cell, options, r < head, aligns[c], (r == 0, r == head - 1, r == len(block.rows) - 1)
                )
                for c, cell in enumerate(row)
            )
            out.append(f'<table:table-row table:style-name="{row_style}">{cells}</table:table-row>')
            if repeat and r == head - 1:
                out.append("</table:table-header-rows>")
        out.append("</table:table>")
        self.body.append("".join(out))
        self.body.append('<text:p text:style-name="Pgap"/>')

    def _cell(
        self,
        cell: TableCell,
        options: dict[str, str],
        heading: bool,
        align: str,
        edge: tuple[bool, bool, bool],
    ) -> str:
        if cell.covered:
            return "<table:covered-table-cell/>"
        fill = options.get("fill", "") if heading else ""
        style = self._cell_style("open" if cell.open else options.get("border", "full"), fill, edge)
        spans = "".join(
            f' table:number-{what}-spanned="{n}"'
            for what, n in (("rows", cell.rowspan), ("columns", cell.colspan))
            if n > 1
        )
        bold = heading or cell.text.startswith("**") or cell.colspan > 2
        text = cell.text.removeprefix("**").strip()
        where = "center" if heading else "left" if cell.colspan > 2 else align
        paragraph = self._cell_paragraph(options.get("size", "9"), bold, where)
        paragraphs = "".join(
            f'<text:p text:style-name="{paragraph}">{_inline(part)}</text:p>' for part in text.split("¶")
        )
        return f'<table:table-cell table:style-name="{style}"{spans}>{paragraphs}</table:table-cell>'

    def _cell_style(self, border: str, fill: str, edge: tuple[bool, bool, bool]) -> str:
        line = f"{self.facts.get('line', '0.5pt')} solid #000000"
        first, under_head, last = edge
        if border == "full":
            sides = f'fo:border="{line}"'
        elif border == "rules":  # horizontal rules above and under the head and at the end
            top = line if first else "none"
            bottom = line if under_head or last else "none"
            sides = (
                'fo:border-left="none" fo:border-right="none" '
                f'fo:border-top="{top}" fo:border-bottom="{bottom}"'
            )
        elif border == "rows":  # a horizontal rule under every row
            sides = (
                f'fo:border-left="none" fo:border-right="none" fo:border-bottom="{line}" '
                f'fo:border-top="{line if first else "none"}"'
            )
        else:
            sides = 'fo:border="none"'
        name = f"c-{border}-{fill.strip('#')}-{int(first)}{int(under_head)}{int(last)}"
        background = f' fo:background-color="{fill}"' if fill else ""
        self.automatic[name] = (
            f'<style:style style:name="{name}" style:family="table-cell"><style:table-cell-properties '
            f'style:vertical-align="{"middle" if fill else "top"}" fo:padding="0.08cm" {sides}{background}/>'
            "</style:style>"
        )
        return name

    def _cell_paragraph(self, size: str, bold: bool, align: str) -> str:
        name = f"cp-{size}-{int(bold)}-{align}".replace(".", "_")
        weight = ' fo:font-weight="bold"' if bold else ""
        self.automatic[name] = (
            f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="Pplain">'
            f'<style:paragraph-properties fo:text-align="{align}"/>'
            f'<style:text-properties fo:font-size="{size}pt"{weight}/></style:style>'
        )
        return name


def _inline(text: str) -> str:
    """'¦' breaks the line, a tab is a tab."""
    return escape(text).replace("¦", "<text:line-break/>").replace("\t", "<text:tab/>")


def _alignments(block: TableBlock, head: int) -> list[str]:
    """Per column: as the option ``align`` says (l, c, r), or left where a body cell is long."""
    names = {"l": "left", "c": "center", "r": "right"}
    given = block.options.get("align")
    if given:
        return [names[a] for a in given.split(",")]
    columns = range(len(block.rows[0]))
    longest = [
        max((len(row[c].text) for row in block.rows[head:] if row[c].colspan == 1), default=0)
        for c in columns
    ]
    return ["left" if n > 24 else "center" for n in longest]
