import * as fc from 'fast-check';
import { anyText } from '../../tokenizers/testing/samples';

/** Material for the tests of cleaning; imported by tests only. */

const spaces = fc.constantFrom(
  ' ',
  '  ',
  '\n',
  '\n\n\n\n\n',
  '\r\n',
  '\r',
  '\t',
  '\u00a0',
  '\u0085',
  '\u2028',
  '\f',
  ' \n',
);
export const messy = fc
  .array(
    fc.oneof(
      spaces,
      spaces,
      anyText,
      fc.constantFrom('a', '\u0301', '\u1100', '\u1161', '\u11a8', '\u0000', '\u200b', 'e\u0301'),
    ),
    {
      maxLength: 12,
    },
  )
  .map((all) => all.join(''));
export const cuts = fc.array(fc.nat({ max: 500 }), { maxLength: 6 });

const fragments = [
  'The quick brown fox jumps over the lazy dog. ',
  'It is said that they have been with us to the end of the day! ',
  'one two three four five six seven\n',
  'one two three four five six seven\n',
  'Home | About | Contact\n',
  'We use cookies on this site.\n',
  'Please enable JavaScript to go on.\n',
  'lorem ipsum dolor sit amet',
  'if (a) { b(); }\n',
  '- a point\n',
  '# Heading\n',
  'und so weiter...\n',
  'and so on…\n',
  '#####',
  '"Quite so," he said [1]. ',
  '今日は天気がいい。そうですね。',
  'Ünïcödé Wörter ',
  'sÃ³lo â€œhiâ€\u009d ',
  '<p class="x">A <b>bold</b> word &amp; more &lt;here&gt;</p>\n',
  '<script>var a = "<p>";</script><!-- gone -->',
  '<div><ul><li>one<li>two</ul></div>',
  '<',
  '&am',
  '> *quoted* [text](http://example.org/a_(b)) `code`\n',
  'See https://www.example.org/path?q=1#x. ',
  '(www.example.com) ',
  'Write to jane.doe+x@mail.example.com, or ',
  'from 8.8.8.8 and 10.0.0.1 or 2a00:1450:4001:81b::200e ',
  'call +49 30 1234567 or (555) 234-5678 ',
  'card 4111 1111 1111 1111, IBAN DE89 3704 0044 0532 0130 00 ',
  'ghp_abcdefghijklmnopqrstuvwxyz0123456789 ',
  'ΟΔΟΣ ΣΑΣ. ',
  '\n\n',
  ' ',
];

/** Text that every step finds something in. */
export const rich: fc.Arbitrary<string> = fc
  .array(fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...fragments) }, { weight: 1, arbitrary: messy }), {
    maxLength: 24,
  })
  .map((all) => all.join(''));
