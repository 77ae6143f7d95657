import { tagHighlighter, tags } from '@lezer/highlight'

/** Classes of the words of a program (`code.css`), the same in editors and in print. */
export const codeHighlighter = tagHighlighter([
  {
    tag: [tags.keyword, tags.modifier, tags.operatorKeyword],
    class: 'cbu-code-keyword',
  },
  {
    tag: [
      tags.string,
      tags.character,
      tags.special(tags.string),
    ],
    class: 'cbu-code-string',
  },
  { tag: tags.comment, class: 'cbu-code-comment' },
  {
    tag: [
      tags.number,
      tags.bool,
      tags.null,
      tags.atom,
    ],
    class: 'cbu-code-value',
  },
  {
    tag: [tags.typeName, tags.namespace, tags.attributeName],
    class: 'cbu-code-type',
  },
  {
    tag: [
      tags.function(tags.variableName),
      tags.function(tags.definition(tags.variableName)),
      tags.function(tags.propertyName),
      tags.standard(tags.name),
      tags.definition(tags.variableName),
    ],
    class: 'cbu-code-name',
  },
])
