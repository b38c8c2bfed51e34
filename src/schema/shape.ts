/**
 * What a row of data is. Everything that is imported has one of six shapes: a book and a web page are documents, a translation memory is pairs,
 * reviews with stars are labelled rows, what a user listened to is a sequence.
 */
export type ShapeId = 'documents' | 'pairs' | 'labelled' | 'sequences' | 'audio' | 'images';

/** What a column is for. */
export type ColumnRole =
  | 'text'
  | 'source'
  | 'target'
  | 'source language'
  | 'target language'
  | 'label'
  | 'user'
  | 'item'
  | 'file'
  | 'group'
  | 'time';

export interface RoleUse {
  readonly role: ColumnRole;
  readonly least: 0 | 1;
  readonly most: number;
  readonly help: string;
}

export interface Shape {
  readonly id: ShapeId;
  readonly label: string;
  readonly help: string;
  readonly roles: readonly RoleUse[];
  /** What a language model reads of a row (`data/prepare/rows/render-row.ts`), in words. */
  readonly text: string;
}

const MANY = Number.POSITIVE_INFINITY;
const GROUP: RoleUse = {
  role: 'group',
  least: 0,
  most: 1,
  help: 'User, author or speaker: a split can keep all of one together.',
};
const TIME: RoleUse = {
  role: 'time',
  least: 0,
  most: 1,
  help: 'When the row was made: a split can hold out the latest.',
};

export const SHAPES: readonly Shape[] = [
  {
    id: 'documents',
    label: 'Documents',
    help: 'Running text. Several columns are joined by a blank line.',
    roles: [{ role: 'text', least: 1, most: MANY, help: 'Text of the document.' }, GROUP, TIME],
    text: 'text',
  },
  {
    id: 'pairs',
    label: 'Pairs',
    help: 'A source and its target: translations, questions and answers.',
    text: 'source<|target|>target',
    roles: [
      { role: 'source', least: 1, most: MANY, help: 'What is given. Several columns are joined by a blank line.' },
      { role: 'target', least: 1, most: 1, help: 'What is to come out.' },
      { role: 'source language', least: 0, most: 1, help: 'Language of the source.' },
      { role: 'target language', least: 0, most: 1, help: 'Language of the target.' },
      GROUP,
      TIME,
    ],
  },
  {
    id: 'labelled',
    label: 'Labelled rows',
    help: 'Text with one or several labels.',
    text: 'text<|label|>label, label',
    roles: [
      { role: 'text', least: 1, most: MANY, help: 'What the label is told from: text, categories, numbers.' },
      { role: 'label', least: 1, most: MANY, help: 'The label, or a list of labels.' },
      GROUP,
      TIME,
    ],
  },
  {
    id: 'sequences',
    label: 'Item sequences',
    help: 'What each user bought, heard or read, in order of time.',
    text: 'item item item',
    roles: [
      { role: 'item', least: 1, most: 1, help: 'The item of one row, or a list of items.' },
      { role: 'user', least: 0, most: 1, help: 'Whose item it is. Without users, each row is a history of its own.' },
      { role: 'time', least: 0, most: 1, help: 'Order of the items; without it, that of the rows.' },
    ],
  },
  {
    id: 'audio',
    label: 'Audio with text',
    help: 'Recordings and what is said in them.',
    text: '<|audio|>transcript',
    roles: [
      { role: 'file', least: 1, most: 1, help: 'Name of the recording.' },
      { role: 'text', least: 1, most: MANY, help: 'Transcript.' },
      { ...GROUP, help: 'Speaker: a split can keep all of one together.' },
      TIME,
    ],
  },
  {
    id: 'images',
    label: 'Images with text',
    help: 'Pictures and their captions.',
    text: '<|image|>caption',
    roles: [
      { role: 'file', least: 1, most: 1, help: 'Name of the picture.' },
      { role: 'text', least: 1, most: MANY, help: 'Caption.' },
      GROUP,
      TIME,
    ],
  },
];

export function shapeOf(id: ShapeId): Shape {
  const shape = SHAPES.find((one) => one.id === id);
  if (!shape) throw new Error(`no shape "${id}"`);
  return shape;
}

/** Which columns of a table (keys of JSON) make its rows, in the order of the table. A column that is not named is not used. */
export interface Mapping {
  readonly shape: ShapeId;
  readonly columns: readonly { readonly name: string; readonly role: ColumnRole }[];
}

/** Names of the columns with a role, in order. */
export const columnsFor = ({ columns }: Mapping, role: ColumnRole): string[] =>
  columns.filter((column) => column.role === role).map(({ name }) => name);

/** Why a mapping cannot be; undefined when it can. */
export function mappingProblem(mapping: Mapping): string | undefined {
  const { label, roles } = shapeOf(mapping.shape);
  for (const { role, least, most } of roles) {
    const count = columnsFor(mapping, role).length;
    if (count < least) return `${label} need a column for the ${role}`;
    if (count > most) return `${label} have one column for the ${role}; ${count} are chosen`;
  }
  const stranger = mapping.columns.find(({ role }) => !roles.some((use) => use.role === role));
  return stranger && `${label} have no ${stranger.role}; column "${stranger.name}" is chosen for it`;
}

/** The mapping of somebody who only says where the text is. */
export const documentsOf = (columns: readonly string[]): Mapping => ({
  shape: 'documents',
  columns: columns.map((name) => ({ name, role: 'text' })),
});
