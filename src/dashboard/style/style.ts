import { boardStyle } from './board.ts';
import { groundStyle } from './ground.ts';
import { narrowStyle } from './narrow.ts';
import { partsStyle } from './parts.ts';
import { plotsStyle } from './plots.ts';
import { tokensStyle } from './tokens.ts';

/** The style of all pages, in the order in which later rules win. */
export const style = [tokensStyle, groundStyle, boardStyle, partsStyle, plotsStyle, narrowStyle].join('');
