package com.cielo24.camel;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileFilter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts the media files of a folder that are complete: {@code file:inbox?recursive=true&filter=#mediaFiles}. Hidden and
 * unfinished files, system folders, and files of other types stay where they are.
 * <p>
 * A file is complete if its size and modification time have not changed for a while. Camel's {@code readLock=changed}
 * waits for each file in turn; this filter compares a file with its state at earlier polls, and never waits.
 * <p>
 * Files of other types are logged once at INFO; files that should be accepted but cannot be, at WARN. Thread-safe. Each
 * endpoint needs its own filter.
 */
public final class MediaFileFilter implements GenericFileFilter<File> {

    /** Globs of what cameras, recorders and editors write, for {@link #setInclude} together with others. */
    public static final String MEDIA_FILES =
            "*.{mp4,m4v,mov,qt,avi,divx,mkv,webm,mpg,mpeg,mpe,m1v,m2v,mp2v,m2p,vob,vro,evo,ts,"
                    + "m2ts,mts,m2t,mt2s,trp,tod,mod,mxf,gxf,lxf,wmv,asf,wtv,dvr-ms,flv,f4v,3gp,3gpp,3g2,3gp2,ogv,ogm,ogx,dv,dif,"
                    + "rm,rmvb,264,h264,avc,265,h265,hevc,av1,ivf,y4m,insv,360,dav,arf,wrf,camrec,trec,"
                    + "mp3,mp2,mpa,mpga,m4a,m4b,m4r,aac,adts,ac3,eac3,dts,mka,weba,wav,wave,bwf,rf64,w64,aif,aiff,aifc,flac,alac,"
                    + "ape,tta,wv,mpc,wma,ogg,oga,opus,spx,caf,au,snd,amr,awb,3ga,qcp,gsm,vox,voc,ra,dss,ds2,msv,dvf,dsf,dff}";

    private static final Logger LOG = LoggerFactory.getLogger(MediaFileFilter.class);

    /** Hidden, unfinished, a report, or a folder of the system. Nothing of it is logged. */
    private static final Pattern NEVER = Pattern.compile(
            "\\..*|~.*|.*~|.*\\.(result|error)\\.json|.*[.](temp|tmp|part|partial)[.][^.]+|.*[.](part|partial|filepart|tmp"
                    + "|temp|crdownload|download|downloading|aria2|opdownload|fdmdownload|dtapart|xltd|td|ut!|!ut|!qb|!bt"
                    + "|!sync|bc!|jc!|ytdl|part-frag.*|incomplete|unfinished|upload|uploading|inprogress|writing|copying"
                    + "|lock|lck|swp|swx|swo|crswap|camellock|bts|syncpart)|@eadir|@recycle|@recently-snapshot|#recycle"
                    + "|#snapshot|\\$recycle[.]bin|recycler|system volume information|lost[+]found|__macosx",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\p{Cf}\u2028\u2029\uFFFD]");

    private static final String BACKSLASH = "its name has a backslash, which Camel takes for a folder; rename it";

    /** Folders nested more deeply could exhaust the stack of Camel's file component. */
    private static final int DEEPEST = 100;

    private static final int MOST_REMEMBERED = 1000;
    private static final Duration EMPTY = Duration.ofMinutes(1);
    private static final long FORGET = Duration.ofMinutes(5).toNanos();

    private final LongSupplier clock;
    private List<PathMatcher> include = globs(MEDIA_FILES);
    private List<PathMatcher> exclude = List.of();
    private Duration settle = Duration.ofSeconds(10);

    private final Map<Path, Seen> seen = new HashMap<>();
    /** Files that are left alone until a time of the clock. */
    private final Map<Path, Long> postponed = new HashMap<>();
    /** What was logged, and when it was seen last. */
    private final Map<String, Long> logged = new HashMap<>();

    private long lastSweep;
    private boolean problems;

    /** A file as it was at the latest poll, and since when. */
    private record Seen(BasicFileAttributes state, long since, long at, boolean settled) {}

    public MediaFileFilter() {
        this(System::nanoTime);
    }

    /**
     * @param clock nanoseconds that only go forward
     */
    MediaFileFilter(LongSupplier clock) {
        this.clock = clock;
        this.lastSweep = clock.getAsLong();
    }

    /**
     * @param  globs                    of the names of files that are accepted, separated by commas, such as
     *                                  {@code *.mp4,*.{wav,mp3}}; upper and lower case are the same.
     *                                  {@link #MEDIA_FILES} by default
     * @throws IllegalArgumentException if one is not a glob
     */
    public void setInclude(String globs) {
        include = globs(globs);
    }

    /**
     * @param  globs                    of the names of files and folders that are left alone nevertheless; none by
     *                                  default
     * @throws IllegalArgumentException if one is not a glob
     */
    public void setExclude(String globs) {
        exclude = globs(globs);
    }

    /**
     * @param settle how long a file must not have changed; 10 seconds by default
     */
    public void setSettle(Duration settle) {
        this.settle = settle;
    }

    /** Splits at commas outside of braces. */
    private static List<PathMatcher> globs(String list) {
        return Stream.of(list.toLowerCase(Locale.ROOT).split(",(?![^{]*})"))
                .map(String::strip)
                .filter(glob -> !glob.isEmpty())
                .map(MediaFileFilter::matcher)
                .toList();
    }

    private static PathMatcher matcher(String glob) {
        try {
            return FileSystems.getDefault().getPathMatcher("glob:" + glob);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(
                    "'" + glob + "' is not a glob, such as *.mp4 or *.{wav,mp3}: " + e.getDescription(), e);
        }
    }

    private static boolean matches(List<PathMatcher> globs, String name) {
        Path lower = Path.of(name.toLowerCase(Locale.ROOT));
        return globs.stream().anyMatch(glob -> glob.matches(lower));
    }

    /**
     * Whether a file has the name of one that is accepted once it is complete. Nothing is logged.
     *
     * @param file of whatever folder
     */
    public boolean isNameAccepted(Path file) {
        String name = file.getFileName().toString();
        return !NEVER.matcher(name).matches() && matches(include, name) && !matches(exclude, name);
    }

    @Override
    public synchronized boolean accept(GenericFile<File> file) {
        String name = file.getFileNameOnly();
        if (NEVER.matcher(name).matches()) {
            return false;
        }
        sweep();
        String shown = file.getRelativeFilePath();
        try {
            Path path = file.getFile().toPath();
            return file.isDirectory() ? isEntered(path, name, shown) : isAccepted(path, name, shown);
        } catch (InvalidPathException e) {
            return isRefused(
                    shown,
                    "its name has characters that this locale does not know; rename it, or start with"
                            + " LC_ALL=C.UTF-8");
        } catch (IOException e) {
            // Java cannot open it by this name, or it has just been taken away
            return name.indexOf('\uFFFD') >= 0
                    && isRefused(
                            shown,
                            "its name has characters that this locale does not know; rename it, or start"
                                    + " with LC_ALL=C.UTF-8");
        }
    }

    private boolean isEntered(Path path, String name, String shown) {
        if (Files.isSymbolicLink(path)) {
            return isRefused(shown, "it is a symbolic link, and links are not followed");
        }
        if (name.indexOf('\\') >= 0) {
            return isRefused(shown, BACKSLASH);
        }
        if (!Files.isReadable(path)) {
            return isRefused(shown, "the folder cannot be read");
        }
        if (matches(exclude, name)) {
            return isLeftAlone(shown);
        }
        return Path.of(shown).getNameCount() <= DEEPEST
                || isRefused(shown, "folders may be nested " + DEEPEST + " deep");
    }

    private boolean isAccepted(Path path, String name, String shown) throws IOException {
        BasicFileAttributes state = attributes(path);
        if (!matches(include, name) || matches(exclude, name) || state.isOther()) {
            return isLeftAlone(shown);
        }
        if (state.isSymbolicLink()) {
            return isRefused(shown, "it is a symbolic link; put the file itself there");
        }
        if (name.indexOf('\\') >= 0) {
            return isRefused(shown, BACKSLASH);
        }
        if (isPostponed(path)) {
            return false;
        }
        Seen file = look(path, state);
        Duration quiet = Duration.ofNanos(file.at - file.since);
        if (state.size() > 0) {
            return file.settled;
        }
        return quiet.compareTo(EMPTY) >= 0 && isRefused(shown, "it is empty, and waits to be filled");
    }

    private boolean isPostponed(Path path) {
        Long until = postponed.get(path);
        if (until == null || until - clock.getAsLong() <= 0) {
            postponed.remove(path);
            return false;
        }
        return true;
    }

    /**
     * Leaves a file alone for a while, such as one that failed.
     *
     * @param file as the endpoint names it
     * @param time from now
     */
    public synchronized void postpone(Path file, Duration time) {
        postponed.put(file, clock.getAsLong() + time.toNanos());
    }

    /**
     * The files that are left alone for a while.
     *
     * @return those of {@link #postpone} whose time has not come
     */
    public synchronized long getPostponedFiles() {
        postponed.values().removeIf(until -> until - clock.getAsLong() <= 0);
        return postponed.size();
    }

    /** Compares a file with what it was. */
    private Seen look(Path path, BasicFileAttributes state) {
        long now = clock.getAsLong();
        Seen before = seen.get(path);
        long since = now;
        if (before == null) {
            since = now - age(state);
        } else if (isSame(before.state, state)) {
            since = before.since;
        }
        Seen latest = new Seen(state, since, now, now - since >= settle.toNanos());
        seen.put(path, latest);
        return latest;
    }

    /** How long a file has been unchanged at least, in nanoseconds. A time in the future proves nothing. */
    private static long age(BasicFileAttributes state) {
        long millis = System.currentTimeMillis() - state.lastModifiedTime().toMillis();
        return Duration.ofMillis(
                        Math.min(Math.max(millis, 0), Duration.ofDays(1).toMillis()))
                .toNanos();
    }

    static BasicFileAttributes attributes(Path path) throws IOException {
        return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    static boolean isSame(BasicFileAttributes one, BasicFileAttributes other) {
        return one.size() == other.size()
                && one.lastModifiedTime().equals(other.lastModifiedTime())
                && String.valueOf(one.fileKey()).equals(String.valueOf(other.fileKey()));
    }

    /**
     * The number of files that will be accepted when they have been unchanged for long enough. Empty files do not count.
     *
     * @return as of their latest poll
     */
    public synchronized long getUnsettledFiles() {
        return seen.values().stream()
                .filter(file -> file.state.size() > 0 && !file.settled)
                .count();
    }

    /**
     * Whether a file or folder could not be accepted, as WARN messages say, or a file is empty.
     */
    public synchronized boolean hasProblems() {
        return problems || seen.values().stream().anyMatch(file -> file.state.size() == 0);
    }

    private boolean isLeftAlone(String shown) {
        if (isNew(shown)) {
            LOG.info("{}: left alone, as it is not included", printable(shown));
        }
        return false;
    }

    private boolean isRefused(String shown, String reason) {
        problems = true;
        if (isNew(shown + ": " + reason)) {
            LOG.warn("{}: not accepted, as {}", printable(shown), reason);
        }
        return false;
    }

    private boolean isNew(String line) {
        if (logged.size() == MOST_REMEMBERED && !logged.containsKey(line)) {
            return false;
        }
        boolean isNew = logged.put(line, clock.getAsLong()) == null;
        if (isNew && logged.size() == MOST_REMEMBERED) {
            LOG.info("{} files and folders are left alone; further ones are not logged", MOST_REMEMBERED);
        }
        return isNew;
    }

    /** Names come from elsewhere, and must not write lines of their own. */
    static String printable(String name) {
        return UNPRINTABLE
                .matcher(name)
                .replaceAll(
                        found -> String.format("\\\\u%04x", (int) found.group().charAt(0)));
    }

    /** Forgets files that were not seen for a while: they have left the folder. */
    private void sweep() {
        long now = clock.getAsLong();
        if (now - lastSweep > FORGET) {
            lastSweep = now;
            seen.values().removeIf(file -> now - file.at > FORGET);
            logged.values().removeIf(at -> now - at > FORGET);
        }
    }
}
