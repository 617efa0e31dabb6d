/**
 * Records to JSON and back: every field by name, nothing ignored, errors with the path of a field.
 */
@NullMarked
package io.setoff.cli.json;

import org.jspecify.annotations.NullMarked;
