/** What a family of protocols tells the configuration about itself. */
@NullMarked
package io.setoff.adapters.kernel.family;

import org.jspecify.annotations.NullMarked;
