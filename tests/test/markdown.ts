/** A fenced block of a document: its language, and what is in it. */
interface Fence {
  readonly language: string;
  readonly text: string;
}

function fencesOf(document: string): readonly Fence[] {
  return [...document.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = '', text = '']) => ({
    language,
    text,
  }));
}

/** The blocks of one language. */
export function fencesIn(document: string, wanted: string): readonly string[] {
  return fencesOf(document)
    .filter(({ language }) => language === wanted)
    .map(({ text }) => text);
}

/** Where the links of a document lead to. */
export function linksOf(document: string): readonly string[] {
  const prose = withoutFences(document);
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
}

/** The code spans of a document that are paths of this repository. */
export function pathsOf(document: string): readonly string[] {
  const spans = withoutFences(document).matchAll(/`([^`\n]+)`/g);
  const path = /^(packages|apps|tests|docs|tools|bench|\.ci|\.github)\/[\w./-]+$/;
  return [...spans].map(([, text = '']) => text).filter((text) => path.test(text));
}

/** The anchors that the headings of a document make. */
export function anchorsOf(document: string): readonly string[] {
  return [...withoutFences(document).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** The rows of every table of a document, as cells, without the headings and the rules. */
export function rowsOf(document: string): readonly (readonly string[])[] {
  return withoutFences(document)
    .split('\n')
    .filter((line) => line.startsWith('|') && !/^\|[ :|-]+\|$/.test(line))
    .map((line) => line.split(/(?<!\\)\|/).slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim().replaceAll('\\|', '|')));
}

/** The part of a document below one heading. */
export function sectionOf(document: string, heading: string): string {
  const [, section = ''] = document.split(new RegExp(`^## ${heading}$`, 'm'));
  return section.split(/^## /m)[0] ?? '';
}

function withoutFences(document: string): string {
  return document.replace(/^```.*?^```$/gms, '');
}
