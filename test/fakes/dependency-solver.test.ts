import { dependencySolverContract } from '../contracts/dependency-solver.ts';
import { tryingSolver } from './dependency-solver.ts';

dependencySolverContract('the solver that tries, for yum,', 'yum', tryingSolver());
dependencySolverContract('the solver that tries, for apt,', 'apt', tryingSolver());
