/**
 * The directory watch: a file dropped into a folder becomes the media of its job. {@code WatchRoutes} is the way of a
 * file from the inbox; {@code Filing} is how it leaves it, whatever happens meanwhile.
 */
package com.cielo24.examples.watch;
