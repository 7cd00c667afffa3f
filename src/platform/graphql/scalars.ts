import { GraphQLError, GraphQLScalarType, Kind, type ValueNode } from 'graphql';

/** The scalars that the schema adds, with their SDL. */
export const SCALARS_SDL = `
"A date, ISO 8601: 2026-07-01."
scalar Date
"An instant with its zone, ISO 8601: 2026-06-15T13:05:22Z."
scalar DateTime
"A decimal number as text, so that no digit is lost: 58.7500."
scalar Decimal
"Any JSON value."
scalar JSON
`;

function textScalar(name: string, isValid: (text: string) => boolean): GraphQLScalarType {
  const read = (value: unknown): string => {
    const text = value instanceof Date ? value.toISOString() : String(value);
    if (isValid(text)) return text;
    throw new GraphQLError(`'${text.slice(0, 40)}' is not a ${name}`, {
      extensions: { code: 'REQUEST.INVALID' },
    });
  };
  return new GraphQLScalarType({
    name,
    serialize: value => (value instanceof Date ? value.toISOString() : String(value)),
    parseValue: read,
    parseLiteral: node => {
      if (node.kind === Kind.STRING || node.kind === Kind.INT || node.kind === Kind.FLOAT)
        return read(node.value);
      throw new GraphQLError(`a ${name} is written as text`);
    },
  });
}

function jsonOf(node: ValueNode, variables: Readonly<Record<string, unknown>> | null | undefined): unknown {
  switch (node.kind) {
    case Kind.STRING:
    case Kind.BOOLEAN:
    case Kind.ENUM:
      return node.value;
    case Kind.INT:
    case Kind.FLOAT:
      return Number(node.value);
    case Kind.LIST:
      return node.values.map(each => jsonOf(each, variables));
    case Kind.OBJECT:
      return Object.fromEntries(node.fields.map(field => [field.name.value, jsonOf(field.value, variables)]));
    case Kind.VARIABLE:
      return variables?.[node.name.value];
    case Kind.NULL:
      return null;
  }
}

/** Resolvers of the scalars. */
export const SCALARS: Readonly<Record<string, GraphQLScalarType>> = {
  Date: textScalar('Date', text => /^\d{4}-\d{2}-\d{2}$/.test(text)),
  DateTime: textScalar('DateTime', text => !Number.isNaN(Date.parse(text))),
  Decimal: textScalar('Decimal', text => /^-?\d+(\.\d+)?$/.test(text)),
  JSON: new GraphQLScalarType({
    name: 'JSON',
    serialize: value => value,
    parseValue: value => value,
    parseLiteral: (node, variables) => jsonOf(node, variables),
  }),
};
