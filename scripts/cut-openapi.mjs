#!/usr/bin/env node
// Writes test/fakes/github-openapi*.json: of GitHub's published OpenAPI description, the operations that the adapter uses,
// one file a topic.
// The whole description is one file of an npm package of 385 MB, which is no dependency: it is fetched into a temporary
// folder, one file is taken out of it, and the folder is removed. Run it by hand when the adapter learns an operation.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const source = '@octokit/openapi@23.0.2';
const description = 'package/generated/api.github.com.json';
const operations = [
  ['get', '/repos/{owner}/{repo}'],
  ['get', '/repos/{owner}/{repo}/commits/{ref}/statuses'],
  ['post', '/repos/{owner}/{repo}/statuses/{sha}'],
  ['get', '/repos/{owner}/{repo}/pulls'],
  ['post', '/repos/{owner}/{repo}/pulls'],
];

const checkOperations = [
  ['get', '/repos/{owner}/{repo}/pulls/{pull_number}'],
  ['get', '/repos/{owner}/{repo}/contents/{path}'],
  ['get', '/repos/{owner}/{repo}/issues/{issue_number}/comments'],
  ['post', '/repos/{owner}/{repo}/issues/{issue_number}/comments'],
  ['patch', '/repos/{owner}/{repo}/issues/comments/{comment_id}'],
  ['post', '/repos/{owner}/{repo}/check-runs'],
  ['patch', '/repos/{owner}/{repo}/check-runs/{check_run_id}'],
];

// What only people read; without it the cut has a fifth of its size.
const prose = ['description', 'summary', 'example', 'examples', 'externalDocs', 'title'];

function fetchDescription() {
  const folder = mkdtempSync(join(tmpdir(), 'openapi-'));
  try {
    const [archive] = execFileSync('npm', ['pack', '--silent', source], { cwd: folder, encoding: 'utf8' })
      .trim()
      .split('\n')
      .slice(-1);
    execFileSync('tar', ['-xzf', archive, '--', description], { cwd: folder });
    return JSON.parse(readFileSync(join(folder, description), 'utf8'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function lookUp(whole, reference) {
  return reference
    .slice('#/'.length)
    .split('/')
    .reduce((value, key) => value[key], whole);
}

/** The value without prose; references to schemas become local ones and are collected, all others are followed. */
function cut(whole, value, found) {
  if (Array.isArray(value)) return value.map((each) => cut(whole, each, found));
  if (value === null || typeof value !== 'object') return value;
  if (typeof value.$ref === 'string') return cutReference(whole, value.$ref, found);
  const kept = Object.entries(value).filter(([key, inner]) => !isProse(key, inner) && !key.startsWith('x-'));
  return Object.fromEntries(kept.map(([key, inner]) => [key, cut(whole, inner, found)]));
}

// A property that happens to be called `description` has a schema, and a description is a text.
function isProse(key, value) {
  return (
    prose.includes(key) &&
    !(typeof value === 'object' && value !== null && ('type' in value || '$ref' in value))
  );
}

function cutReference(whole, reference, found) {
  const [, name] = /^#\/components\/schemas\/(.+)$/.exec(reference) ?? [];
  if (name === undefined) return cut(whole, lookUp(whole, reference), found);
  if (!found.has(name)) {
    found.set(name, {});
    found.set(name, cut(whole, lookUp(whole, reference), found));
  }
  return { $ref: `#/$defs/${name}` };
}

function bodyOf(content) {
  return content?.['application/json']?.schema ?? null;
}

function cutOperation(whole, [method, path], found) {
  const { operationId, parameters, requestBody, responses } = cut(whole, whole.paths[path][method], found);
  return {
    operationId,
    method: method.toUpperCase(),
    path,
    parameters: parameters.map(({ name, in: place, required = false, schema }) => ({
      name,
      in: place,
      required,
      schema,
    })),
    request: bodyOf(requestBody?.content),
    responses: Object.fromEntries(
      Object.entries(responses).map(([status, { content }]) => [status, bodyOf(content)]),
    ),
  };
}

function writeCut(whole, name, wanted) {
  const target = fileURLToPath(new URL(`../test/fakes/${name}.json`, import.meta.url));
  const found = new Map();
  const cutOperations = wanted.map((operation) => cutOperation(whole, operation, found));
  const names = [...found.keys()].sort();
  const result = {
    $comment: `Cut from ${source} (${whole.info.license.name}, see github-openapi.LICENSE.txt) by scripts/cut-openapi.mjs.`,
    openapi: whole.openapi,
    operations: cutOperations,
    $defs: Object.fromEntries(names.map((each) => [each, found.get(each)])),
  };
  writeFileSync(target, JSON.stringify(result));
  const biome = fileURLToPath(new URL('../node_modules/@biomejs/biome/bin/biome', import.meta.url));
  execFileSync(process.execPath, [biome, 'format', '--write', target]);
  console.log(`wrote ${cutOperations.length} operations and ${names.length} schemas to ${target}`);
}

const whole = fetchDescription();
writeCut(whole, 'github-openapi', operations);
writeCut(whole, 'github-openapi-checks', checkOperations);
