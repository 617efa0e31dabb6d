/**
 * Calculations on JSON files: one document and one answer, or a document and an answer per line.
 */
@NullMarked
package io.setoff.cli.file;

import org.jspecify.annotations.NullMarked;
