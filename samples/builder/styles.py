"""The look of a sample report: typeface, paragraphs, pages, running header and footer."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

PAPER_CM = {"A4": (21.0, 29.7), "F4": (21.5, 33.0)}
MARGIN_CM = {"top": 1.8, "bottom": 1.6, "left": 2.6, "right": 2.2}

# name: paragraph properties, text properties
PARAGRAPHS = {
    "body": (
        'fo:text-align="justify" fo:text-indent="1.1cm" fo:margin-bottom="0.18cm" fo:line-height="128%"',
        "",
    ),
    "item": (
        'fo:text-align="justify" fo:margin-left="1.2cm" fo:text-indent="-0.6cm" fo:line-height="122%"',
        "",
    ),
    "center": ('fo:text-align="center"', ""),
    "sign": ('fo:margin-left="9cm" fo:text-align="center"', ""),
    "note": ('fo:margin-top="0.1cm" fo:margin-bottom="0.25cm"', 'fo:font-size="9pt" fo:font-style="italic"'),
    "caption": (
        'fo:text-align="center" fo:margin-top="0.3cm" fo:margin-bottom="0.12cm" fo:keep-with-next="always"',
        'fo:font-weight="bold" fo:font-size="11pt"',
    ),
    "h1": (
        'fo:text-align="center" fo:margin-bottom="0.5cm" fo:keep-with-next="always"',
        'fo:font-weight="bold" fo:font-size="14pt"',
    ),
    "h2": (
        'fo:margin-top="0.35cm" fo:margin-bottom="0.15cm" fo:keep-with-next="always"',
        'fo:font-weight="bold" fo:font-size="12pt"',
    ),
    "h3": (
        'fo:margin-top="0.2cm" fo:margin-bottom="0.1cm" fo:keep-with-next="always"',
        'fo:font-weight="bold"',
    ),
    "title": ('fo:text-align="center"', 'fo:font-weight="bold" fo:font-size="13pt"'),
    "cover": ('fo:text-align="center" fo:line-height="150%"', 'fo:font-weight="bold" fo:font-size="17pt"'),
    "toc": ('fo:line-height="125%"', ""),
    "gap": ("", 'fo:font-size="4pt"'),
}


def paper(facts: dict[str, str]) -> tuple[float, float]:
    """Width and height of an upright page in cm (fact 'paper')."""
    return PAPER_CM[facts.get("paper", "A4")]


def fonts(facts: dict[str, str]) -> str:
    """The declaration of the report's typeface (fact 'font')."""
    name = facts["font"]
    family = quoteattr(f"'{name}'")
    return (
        f'<office:font-face-decls><style:font-face style:name="main" svg:font-family={family}/>'
        "</office:font-face-decls>"
    )


def named(facts: dict[str, str]) -> str:
    """The paragraph styles, named 'P' and their key in PARAGRAPHS, and the defaults."""
    size = facts.get("size", "11")
    out = [
        '<style:default-style style:family="paragraph"><style:text-properties style:font-name="main" '
        f'fo:font-size="{size}pt" fo:language="id" fo:country="ID" style:font-name-asian="main" '
        'style:font-name-complex="main" fo:hyphenate="false"/></style:default-style>',
        '<style:default-style style:family="table"><style:table-properties '
        'table:border-model="collapsing"/></style:default-style>',
        '<style:style style:name="Pplain" style:family="paragraph"/>',
    ]
    right = paper(facts)[0] - MARGIN_CM["left"] - MARGIN_CM["right"]
    tabs = (
        f'<style:tab-stops><style:tab-stop style:position="{right:.2f}cm" style:type="right" '
        'style:leader-style="dotted" style:leader-text="."/></style:tab-stops>'
    )
    for name, (paragraph, text) in PARAGRAPHS.items():
        inner = tabs if name == "toc" else ""
        out.append(
            f'<style:style style:name="P{name}" style:family="paragraph"><style:paragraph-properties '
            f"{paragraph}>{inner}</style:paragraph-properties>"
            f"<style:text-properties {text}/></style:style>"
        )
    for name, align in (("header", facts.get("header_align", "right")), ("footer", "center")):
        rule = "bottom" if name == "header" else "top"
        out.append(
            f'<style:style style:name="P{name}" style:family="paragraph"><style:paragraph-properties '
            f'fo:text-align="{align}" fo:border-{rule}="0.5pt solid #808080" fo:padding-{rule}="0.06cm"/>'
            '<style:text-properties fo:font-size="9pt" fo:font-style="italic"/></style:style>'
        )
    return "".join(out)


def page_layouts(facts: dict[str, str]) -> str:
    """The page sizes: front matter, upright, turned, and a bare sheet for a scan."""
    out = []
    for name, (width, height), style in (
        ("front", paper(facts), "i"),
        ("portrait", paper(facts), "1"),
        ("landscape", paper(facts)[::-1], "1"),
    ):
        margins = " ".join(f'fo:margin-{side}="{cm}cm"' for side, cm in MARGIN_CM.items())
        turned = "landscape" if width > height else "portrait"
        spaces = "".join(
            f"<style:{part}-style><style:header-footer-properties fo:min-height='0.9cm' "
            f"fo:margin-{side}='0.4cm'/></style:{part}-style>"
            for part, side in (("header", "bottom"), ("footer", "top"))
        )
        out.append(
            f'<style:page-layout style:name="{name}"><style:page-layout-properties '
            f'fo:page-width="{width}cm" fo:page-height="{height}cm" style:print-orientation="{turned}" '
            f'style:num-format="{style}" {margins}/>{spaces}</style:page-layout>'
        )
    width, height = paper(facts)
    out.append(
        '<style:page-layout style:name="bare"><style:page-layout-properties '
        f'fo:page-width="{width}cm" fo:page-height="{height}cm" fo:margin="1cm"/></style:page-layout>'
    )
    return "".join(out)


def masters(facts: dict[str, str]) -> str:
    """The page styles: cover, front matter, first page of the body, body, landscape, scan."""
    header = (
        f'<style:header><text:p text:style-name="Pheader">{escape(facts["header"])}</text:p></style:header>'
    )
    footer = (
        f'<style:footer><text:p text:style-name="Pfooter">{escape(facts.get("footer", ""))} '
        "<text:page-number/></text:p></style:footer>"
    )
    out = [
        '<style:master-page style:name="Front" style:page-layout-name="front" style:next-style-name="Fore"/>'
    ]
    for name, layout in (
        ("Fore", "front"),
        ("First", "portrait"),
        ("Portrait", "portrait"),
        ("Landscape", "landscape"),
    ):
        out.append(
            f'<style:master-page style:name="{name}" style:page-layout-name="{layout}">'
            f"{header}{footer}</style:master-page>"
        )
    out.append('<style:master-page style:name="Scan" style:page-layout-name="bare"/>')
    return "".join(out)
