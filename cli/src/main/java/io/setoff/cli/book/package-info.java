/** Books and markets as a JSON document has them, and as the risk engine takes them. */
@NullMarked
package io.setoff.cli.book;

import org.jspecify.annotations.NullMarked;
