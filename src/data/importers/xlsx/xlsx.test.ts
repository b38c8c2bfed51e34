import { describe, expect, it } from 'vitest';
import { documentsOf } from '@/schema/shape';
import { file, importTexts } from '../../corpus/testing/import-texts';
import { xlsxOf } from '../testing/packages';
import { columnOf, dateText, isDateFormat, numberText } from './cell-value';

const cell = (reference: string, value: string, more = '') => `<c r="${reference}" ${more}><v>${value}</v></c>`;
const text = (reference: string, value: string) => `<c r="${reference}" t="inlineStr"><is><t>${value}</t></is></c>`;
const row = (number: number, ...cells: string[]) => `<row r="${number}">${cells.join('')}</row>`;

describe('xlsx', () => {
  it('reads numbers, shared and inline texts, and leaves gaps', async () => {
    const strings = ['word', 'größer', 'a &amp; b'];
    const rows = Array.from({ length: 50 }, (_, i) =>
      row(
        i + 2,
        cell(`A${i + 2}`, String(i)),
        cell(`B${i + 2}`, String(i % 3), 't="s"'),
        text(`D${i + 2}`, `inline text ${i}`),
      ),
    );
    const contents = xlsxOf(
      { S: row(1, text('A1', 'n'), text('B1', 'shared'), text('C1', 'none'), text('D1', 'inline')) + rows.join('') },
      strings,
    );
    const { texts, parts } = await importTexts([file('a.xlsx', contents)], {
      mapping: documentsOf(['n', 'shared', 'none', 'inline']),
    });
    const shared = ['word', 'größer', 'a & b'];
    expect(texts).toEqual(rows.map((_, i) => `${i}\n\n${shared[i % 3]}\n\ninline text ${i}`));
    expect(parts.map(({ provenance }) => provenance.row)).toEqual(rows.map((_, i) => i + 2));
  });

  it('names the sheet where there are several, and columns without a name by their number', async () => {
    const header = row(1, text('A1', 'title'), text('B1', 'text'));
    const contents = xlsxOf({
      One: header + row(5, text('B5', 'first text'), cell('E5', '0.30000000000000004')),
      Two: header + row(2, text('B2', 'second text')),
    });
    const { texts, source, parts } = await importTexts([file('a.xlsx', contents)], {
      mapping: documentsOf(['text', 'column 5', 'sheet']),
    });
    expect(texts).toEqual(['first text\n\n0.3\n\nOne', 'second text\n\nTwo']);
    expect(source.columns?.available.map(({ name }) => name)).toEqual(['title', 'text', 'column 5', 'sheet']);
    expect(parts.map(({ provenance }) => provenance.row)).toEqual([5, 2]);
  });

  it('shows dates as dates, truth as truth, and errors as nothing', async () => {
    const styles =
      '<numFmts><numFmt numFmtId="164" formatCode="yyyy\\-mm"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>';
    const cells = row(
      2,
      cell('A2', '45292', 's="1"'),
      cell('B2', '45292', 's="0"'),
      cell('C2', '1', 't="b"'),
      cell('D2', '#N/A', 't="e"'),
    );
    const header = row(1, ...['A', 'B', 'C', 'D'].map((c) => text(`${c}1`, c)));
    const read = async (workbook: string) =>
      (
        await importTexts([file('a.xlsx', xlsxOf({ S: header + cells }, [], styles, workbook))], {
          mapping: documentsOf(['A', 'B', 'C', 'D']),
        })
      ).texts;
    expect(await read('')).toEqual(['2024-01-01\n\n45292\n\ntrue']);
    expect(await read('<workbookPr date1904="1"/>')).toEqual(['2028-01-02\n\n45292\n\ntrue']);
  });

  it('says that a workbook without text has none', async () => {
    expect((await importTexts([file('a.xlsx', xlsxOf({ S: '' }))])).codes).toEqual(['import/no-text']);
  });
});

it('values of cells', () => {
  expect([
    dateText('1', false),
    dateText('59', false),
    dateText('61', false),
    dateText('0.5', false),
    dateText('45292.75', false),
  ]).toEqual(['1900-01-01', '1900-02-28', '1900-03-01', '12:00:00', '2024-01-01 18:00:00']);
  expect(['x', '-1', '2958466'].map((value) => dateText(value, false))).toEqual(['x', '-1', '2958466']);
  expect(['1e21', '', '12.50'].map(numberText)).toEqual(['1e+21', '', '12.5']);
  expect(['A1', 'Z9', 'AA1', 'XFD1', '1', undefined].map(columnOf)).toEqual([0, 25, 26, 16383, undefined, undefined]);
  for (const code of ['d.m.yy', '[h]:mm', '[$-409]mmm']) expect(isDateFormat(200, code)).toBe(true);
  for (const code of ['0.00', '"days" 0', '[Red]0', 'General', '0\\d']) expect(isDateFormat(200, code)).toBe(false);
});
