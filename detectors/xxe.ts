import type { Detector } from './detector.ts'

export const xxe: Detector = {
  id: 'xxe',
  type: 'path-traversal',
  title: 'XML external entity',
  summary: 'An XML document whose entities, includes or style sheets read files or call other hosts.',
  severity: 'high',
  attack: ['T1190'],
  cwe: ['CWE-611', 'CWE-776', 'CWE-91'],
  references: ['https://owasp.org/www-community/vulnerabilities/XML_External_Entity_(XXE)_Processing'],
  falsePositives: ['Services that take whole XML documents with a document type in the address'],
  signatures: [
    {
      id: 'xxe-declaration',
      title: 'an entity or a document type with declarations',
      fields: ['query', 'body', 'path', 'referer', 'userAgent'],
      view: 'decoded',
      signs: ['<!entity', '<!doctype', '<!element', '<!attlist', '<! '],
      pattern:
        /<!\s?ENTITY\b|<!\s?DOCTYPE\s{1,10}(?!html\b\s{0,3}>)[\w:%-]{1,60}\s{0,10}(?:\[|SYSTEM|PUBLIC|<|$)|<!\s?(?:ELEMENT|ATTLIST)\s/i,
      confidence: 0.85,
      matches: [
        'x=<!DOCTYPE+a+[<!ENTITY+b+SYSTEM+"file:///x">]>',
        'x=<!ENTITY+%25+a+"b">',
        'x=<!DOCTYPE+r+SYSTEM+"http://x/y.dtd">',
      ],
      ignores: ['x=<!DOCTYPE+html>', 'x=<r>a</r>', 'q=xml+entity'],
    },
    {
      id: 'xxe-include',
      title: 'an XInclude, a style sheet or a schema from elsewhere',
      fields: ['query', 'body'],
      view: 'decoded',
      signs: [
        'xi:include',
        'xinclude',
        'xml-stylesheet',
        'xsl:',
        'schemalocation',
        '<xml',
        'xmlns:xlink',
        'xlink:href',
        'cdata[',
      ],
      pattern:
        /<\s?xi:include|w3\.org\/2001\/XInclude|<\?xml-stylesheet|<xsl:(?:value-of|include|import|template|copy-of|message|variable)|document\s?\(\s?['"](?:file|https?|\/)|schemaLocation\s?=\s?["'][^"']{0,200}(?:file:|https?:\/\/\d)|<xml\s[^>]{0,60}src\s?=|<!\[CDATA\[\s?(?:<|[^\]]{0,40}\]\]>\s?(?:<|\w{1,20}<!\[))/i,
      confidence: 0.75,
      matches: ['x=<xi:include+href="x"/>', 'x=<?xml-stylesheet+href="x"?>', 'x=<xsl:value-of+select="x"/>'],
      ignores: ['x=<xml>', 'x=<![CDATA[text]]>', 'q=xinclude'],
    },
    {
      id: 'xxe-document',
      title: 'an XML document in a parameter',
      fields: ['query'],
      view: 'decoded',
      signs: ['<?xml'],
      pattern: /<\?xml\s{1,10}version/i,
      confidence: 0.5,
      matches: ['x=<?xml+version="1.0"?>', 'x=a<?xml+version="1.1"?>', 'x=%3C%3Fxml+version'],
      ignores: ['q=xml+version', 'x=<xml>', 'x=<?php'],
    },
  ],
}
