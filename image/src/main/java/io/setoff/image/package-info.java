/** Makes the container image. */
@NullMarked
package io.setoff.image;

import org.jspecify.annotations.NullMarked;
