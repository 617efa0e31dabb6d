/**
 * The configuration file: what it may say, where it is wrong, and whether the chains agree with it.
 */
@NullMarked
package io.setoff.gateway.config;

import org.jspecify.annotations.NullMarked;
