/**
 * What an account holds and what it is exposed to, at one cut of the chains. Requests come in as
 * text and are checked here, whatever protocol they came by.
 */
@NullMarked
package io.setoff.gateway.portfolio;

import org.jspecify.annotations.NullMarked;
