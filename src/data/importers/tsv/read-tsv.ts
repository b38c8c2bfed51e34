import { delimitedReader } from '../csv/delimited';

export const tsvReader = delimitedReader('\t');
