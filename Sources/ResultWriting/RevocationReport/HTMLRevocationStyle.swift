/// How the page looks: the reader's own fonts, one quiet palette in two lights, everything within the page.
enum HTMLRevocationStyle {
  /// A wide screen; also what the others start from.
  static let screen: StaticString = """
    :root{color-scheme:light dark;--ground:#faf9f7;--paper:#fff;--ink:#1c1e21;--soft:#5b616b;--line:#dad7d0;
    --hair:#eceae5;--bar:#9db4c8;--link:#23527c;--tag:#8c3a10;--tagline:#e0bda9;--ok:#2f6143;--okline:#b5cfbf}
    @media (prefers-color-scheme:dark){:root{--ground:#16181b;--paper:#1d2024;--ink:#e6e4df;--soft:#a2a7b0;
    --line:#3b3f46;--hair:#2b2e34;--bar:#4f6b84;--link:#9cc3e6;--tag:#f0ac86;--tagline:#6d4a37;--ok:#98cdaa;
    --okline:#3d5a48}}
    *{box-sizing:border-box}
    html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
    body{margin:0 auto;padding:3rem clamp(1rem,2.5vw,2.5rem) 4rem;max-width:92rem;background:var(--ground);color:var(--ink);
    font:1rem/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",sans-serif;
    overflow-wrap:anywhere}
    a{color:var(--link);text-decoration-thickness:1px;text-underline-offset:.2em}
    a:focus-visible{outline:2px solid var(--link);outline-offset:3px}
    header{margin-bottom:2.25rem}
    .kind{margin:0 0 .35rem;color:var(--soft);font-size:.9375rem}
    h1{margin:0;font-size:2.125rem;font-weight:600;line-height:1.2;letter-spacing:-.015em;text-wrap:balance}
    h2{margin:3.25rem 0 .5rem;font-size:1.3125rem;font-weight:600;line-height:1.3;letter-spacing:-.01em}
    .count{margin-left:.35em;color:var(--soft);font-weight:400}
    .summary{display:grid;grid-template-columns:minmax(0,1fr) minmax(17rem,23rem);
    grid-template-areas:"totals totals" "authorities reasons";column-gap:4rem;row-gap:2rem;
    align-items:start}
    .summary h2,.entries caption{position:absolute;width:1px;height:1px;margin:0;padding:0;overflow:hidden;
    clip-path:inset(50%)}
    .totals{grid-area:totals;display:flex;flex-wrap:wrap;gap:1.25rem 4rem;margin:0;padding:1.25rem 0;
    border-block:1px solid var(--line)}
    .totals div{display:flex;flex-direction:column-reverse}
    .totals dt{color:var(--soft);font-size:.9375rem}
    .totals dd{margin:0;font-size:2.125rem;font-weight:600;line-height:1.2;font-variant-numeric:tabular-nums}
    .authorities{grid-area:authorities}
    .reasons{grid-area:reasons}
    table{width:100%;border-collapse:separate;border-spacing:0;font-size:.875rem;line-height:1.45;
    font-variant-numeric:tabular-nums}
    caption{padding:0 0 .4rem;font-size:1.0625rem;font-weight:600;text-align:left}
    th,td{padding:.6rem 1rem .6rem 0;border-bottom:1px solid var(--hair);font-weight:400;text-align:left;
    vertical-align:top}
    th:last-child,td:last-child{padding-right:0}
    thead th{border-bottom-color:var(--line);color:var(--soft);font-size:.8125rem;vertical-align:bottom}
    .n{text-align:right;white-space:nowrap}
    .authorities .n{padding-right:2.5rem}
    .reasons tbody th,.reasons td{padding-block:.35rem}
    .zero th,.zero td{color:var(--soft)}
    .bar{height:3px;margin-top:.2rem;border-radius:2px;background:var(--bar)}
    .entries{table-layout:fixed}
    .entries thead th{position:sticky;top:0;background:var(--ground);padding-top:.75rem}
    .entries th:nth-child(2){width:10.75rem}
    .revoked th:nth-child(3){width:11.25rem}
    .revoked th:nth-child(4){width:8.75rem}
    .revoked th:nth-child(5){width:8.5rem}
    .revoked th:nth-child(6){width:7.25rem}
    .revoked th:nth-child(7){width:11%}
    .refused th:nth-child(3){width:10.25rem}
    .refused th:nth-child(4){width:7.5rem}
    .refused th:nth-child(5){width:5.5rem}
    .refused th:nth-child(6){width:12.75rem}
    .refused th:nth-child(7){width:19%}
    .s{color:var(--soft);font-size:.8125rem}
    .m,.sn,.code{font-family:ui-monospace,"SF Mono",SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",
    "Liberation Mono",monospace}
    .m,.code{font-size:.75rem}
    .sn{font-size:.8125rem}
    .sn i{display:inline-block;margin-right:.55em;font-style:normal}
    .dn,.s,.id,.msg{white-space:pre-wrap}
    b{font-weight:600}
    time{white-space:nowrap}
    .tag{display:inline-block;padding:.05rem .4rem;border:1px solid var(--tagline);border-radius:3px;
    color:var(--tag);font-size:.75rem;letter-spacing:.02em}
    .ok{border-color:var(--okline);color:var(--ok)}
    .code{margin-top:.25rem}
    .none{margin:.5rem 0;color:var(--soft)}
    footer{margin-top:3.5rem;color:var(--soft);font-size:.8125rem}

    """

  /// A screen too narrow for the tables: each entry becomes a sheet with a name before each value.
  static let narrow: StaticString = """
    @media screen and (max-width:75rem){.summary{grid-template-columns:minmax(0,1fr);
    grid-template-areas:"totals" "authorities" "reasons"}
    .entries,.entries tbody{display:block}
    .entries{margin-top:.875rem}
    .entries thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
    .entries tr{display:block;margin-bottom:.875rem;padding:.875rem 1rem;border:1px solid var(--line);
    border-radius:6px;background:var(--paper)}
    .entries tbody th{display:block;padding:0 0 .5rem;border:0;font-size:.9375rem}
    .entries td{display:grid;grid-template-columns:7.5rem minmax(0,1fr);padding:.3rem 0;border:0}
    .entries td>*{grid-column:2;justify-self:start}
    .entries td::before{grid-column:1;grid-row:1;color:var(--soft);font-size:.8125rem}
    .entries td:nth-child(2)::before{content:"Serial number"}
    .revoked td:nth-child(3)::before{content:"Revoked"}
    .revoked td:nth-child(4)::before{content:"Reason"}
    .revoked td:nth-child(5)::before,.refused td:nth-child(4)::before{content:"Request"}
    .revoked td:nth-child(6)::before{content:"State before"}
    .revoked td:nth-child(7)::before,.refused td:nth-child(6)::before{content:"Result"}
    .refused td:nth-child(3)::before{content:"Asked"}
    .refused td:nth-child(5)::before{content:"State"}
    .refused td:nth-child(7)::before{content:"Cause"}}
    @media screen and (max-width:40rem){body{padding-block:1.5rem 3rem}
    h1{font-size:1.625rem}
    h2{margin-top:2.5rem}
    .totals{gap:1rem 2.5rem}
    .totals dd{font-size:1.75rem}
    .authorities,.authorities tbody{display:block}
    .authorities caption{display:block}
    .authorities thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
    .authorities tr{display:block;padding:.75rem 0;border-top:1px solid var(--line)}
    .authorities tbody th{display:block;padding:0 0 .5rem;border:0}
    .authorities td,.authorities .n{display:grid;grid-template-columns:7.5rem minmax(0,1fr);padding:.15rem 0;
    border:0;text-align:left}
    .authorities td::before{color:var(--soft);font-size:.8125rem}
    .authorities td:nth-child(2)::before{content:"CRL number"}
    .authorities td:nth-child(3)::before{content:"This update"}
    .authorities td:nth-child(4)::before{content:"Next update"}}

    """

  /// Paper: A4 across, black on white, the head of a table on every page, no entry cut in two.
  static let print: StaticString = """
    @page{size:A4 landscape;margin:13mm 13mm 15mm;@bottom-left{content:"Revocation report";font:7.5pt sans-serif;
    color:#444}@bottom-right{content:counter(page) " of " counter(pages);font:7.5pt sans-serif;color:#444}}
    @media print{:root{color-scheme:light;--ground:#fff;--paper:#fff;--ink:#000;--soft:#3d3d3d;--line:#555;
    --hair:#bbb;--bar:#777;--link:#000;--tag:#000;--tagline:#777;--ok:#000;--okline:#bbb}
    body{max-width:none;padding:0;font-size:9pt;line-height:1.4}
    header{margin-bottom:5mm}
    h1{font-size:17pt}
    h2{margin:8mm 0 1mm;font-size:12pt;break-after:avoid}
    a{text-decoration:none}
    .kind{font-size:8.5pt}
    .summary{row-gap:5mm;column-gap:12mm;grid-template-columns:minmax(0,1fr) 70mm}
    caption{font-size:10pt}
    .totals{padding:3mm 0}
    .totals dt{font-size:8.5pt}
    .totals dd{font-size:17pt}
    table{font-size:8pt;line-height:1.35}
    thead{display:table-header-group}
    tr{break-inside:avoid}
    th,td{padding:1.4mm 3mm 1.4mm 0}
    .reasons tbody th,.reasons td{padding-block:.7mm}
    thead th,.s,.sn{font-size:7.5pt}
    .entries thead th{position:static;padding-top:1mm}
    .m,.code,.tag{font-size:7pt}
    .bar{print-color-adjust:exact;-webkit-print-color-adjust:exact;height:2px}
    .entries th:nth-child(2){width:35mm}
    .revoked th:nth-child(3){width:33mm}
    .revoked th:nth-child(4){width:26mm}
    .revoked th:nth-child(5){width:27mm}
    .revoked th:nth-child(6){width:21mm}
    .revoked th:nth-child(7){width:28mm}
    .refused th:nth-child(3){width:32mm}
    .refused th:nth-child(4){width:25mm}
    .refused th:nth-child(5){width:19mm}
    .refused th:nth-child(6){width:42mm}
    .refused th:nth-child(7){width:45mm}
    footer{margin-top:6mm;font-size:7.5pt}}

    """
}
