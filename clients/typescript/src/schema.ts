// Generated from docs/reference/openapi.json by `npm run types`. Do not edit.

export interface paths {
    "/api/v1/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Name and absolute URL of each endpoint */
        get: operations["index"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/articles/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Articles as cards, newest first */
        get: operations["articles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/articles/{slug}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The whole article: everything that its screen needs */
        get: operations["article"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/authors/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Authors and medical reviewers, by name */
        get: operations["authors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/authors/{slug}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An author or medical reviewer */
        get: operations["author"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/autocomplete/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Titles of articles and names of topics that go on as somebody has begun to type
         * @description Titles of articles and names of topics that go on as somebody has begun to type.
         *
         *     Those that begin with it come first, then the newest articles, and topics by name.
         */
        get: operations["autocomplete"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/docs/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This description, as a page to read and to try requests in */
        get: operations["docs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/home/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The home page of the site: introduction, featured pages, body */
        get: operations["home"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/preview/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The draft that the token was made for, in the JSON of its live endpoint */
        get: operations["preview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/promotions/active/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Candidates for each slot, in the order in which a frontend tries them */
        get: operations["active_promotions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/promotions/manifest/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What shows now, every change of the next 30 days, and what may be loaded ahead */
        get: operations["promotions_manifest"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/resolve/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The page at a path, whole, or where it has moved to */
        get: operations["resolve"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/schema/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** This description, as an OpenAPI 3.1 document */
        get: operations["schema"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/site/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Brand, navigation, social profiles, defaults for search engines, disclaimer */
        get: operations["site"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/topics/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Topics, by name */
        get: operations["topics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/topics/{slug}/": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A topic */
        get: operations["topic"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** @description What to show, by slot. */
        ActivePromotions: {
            /**
             * Format: date-time
             * @description The instant asked for; null on live answers.
             */
            at: string | null;
            /**
             * Format: date-time
             * @description When this answer changes next; null: not known to change.
             */
            valid_until: string | null;
            /** @description The candidates of each slot. */
            slots: components["schemas"]["PromotionsBySlot"];
        };
        /** @description The same page in another language. */
        Alternate: {
            /** @description Language code of the translation. */
            locale: string;
            /** @description Its path on the frontend. */
            path: string;
            /**
             * Format: uri
             * @description Where it is seen; for `hreflang` links.
             */
            url: string;
        };
        /** @description The whole article: everything that its screen needs. */
        Article: {
            /** @description 0 in the preview of a page that was never saved. */
            id: number;
            /**
             * @description The type of the page; tells its shape.
             * @constant
             */
            type: "article";
            /** @description The last part of its path. */
            slug: string;
            /** @description Path on the frontend, from the root of the site. */
            path: string;
            /**
             * Format: uri
             * @description Where the page is seen.
             */
            url: string;
            /** @description Language code, such as `en`. */
            locale: string;
            /** @description The h1 of the page. */
            title: string;
            /** @description What a reader learns, in a sentence or two; may be empty. */
            summary: string;
            /**
             * Format: date-time
             * @description First publication; null only in the preview of a new article.
             */
            published_at: string | null;
            /**
             * Format: date-time
             * @description Last publication; null only in the preview of a new article.
             */
            updated_at: string | null;
            /** @description Minutes that reading it takes, rounded. */
            reading_minutes: number;
            /** @description Its public topics, by name. */
            topics: components["schemas"]["Topic"][];
            /** @description Free words for related things, sorted. */
            tags: string[];
            /** @description Who wrote it; null: nobody the public may see. */
            author: components["schemas"]["Author"] | null;
            /** @description Who checked it medically; null: nobody the public may see. */
            reviewer: components["schemas"]["Author"] | null;
            /**
             * Format: date
             * @description Day of that check; null: not checked.
             */
            reviewed_on: string | null;
            /** @description The main picture; null: there is none. */
            hero: components["schemas"]["Image"] | null;
            /** @description What the reader reads, block by block. */
            body: components["schemas"]["Block"][];
            /** @description The headings of the body. */
            toc: components["schemas"]["TocEntry"][];
            /** @description The works it rests on, as the text cites them. */
            references: components["schemas"]["Reference"][];
            /** @description What to read next: the editor's choice first, then by topic. */
            related: components["schemas"]["ArticleCard"][];
            /** @description For the page's `<head>`. */
            seo: components["schemas"]["ArticleSeo"];
            /** @description Public translations, this page left out. */
            alternates: components["schemas"]["Alternate"][];
        };
        /** @description An article in a list. */
        ArticleCard: {
            /** @description 0 in the preview of a page that was never saved. */
            id: number;
            /**
             * @description The type of the page; tells its shape.
             * @constant
             */
            type: "article";
            /** @description The last part of its path. */
            slug: string;
            /** @description Path on the frontend, from the root of the site. */
            path: string;
            /**
             * Format: uri
             * @description Where the page is seen.
             */
            url: string;
            /** @description Language code, such as `en`. */
            locale: string;
            /** @description The h1 of the page. */
            title: string;
            /** @description What a reader learns, in a sentence or two; may be empty. */
            summary: string;
            /**
             * Format: date-time
             * @description First publication; null only in the preview of a new article.
             */
            published_at: string | null;
            /**
             * Format: date-time
             * @description Last publication; null only in the preview of a new article.
             */
            updated_at: string | null;
            /** @description Minutes that reading it takes, rounded. */
            reading_minutes: number;
            /** @description Its public topics, by name. */
            topics: components["schemas"]["Topic"][];
            /** @description Free words for related things, sorted. */
            tags: string[];
            /** @description Who wrote it; null: nobody the public may see. */
            author: components["schemas"]["Author"] | null;
            /** @description Who checked it medically; null: nobody the public may see. */
            reviewer: components["schemas"]["Author"] | null;
            /**
             * Format: date
             * @description Day of that check; null: not checked.
             */
            reviewed_on: string | null;
            /** @description The main picture; null: there is none. */
            hero: components["schemas"]["Image"] | null;
        };
        /** @description The page below which articles stand; the articles have their own list. */
        ArticleIndex: {
            /** @description 0 in the preview of a page that was never saved. */
            id: number;
            /**
             * @description The type of the page; tells its shape.
             * @constant
             */
            type: "article_index";
            /** @description The last part of its path. */
            slug: string;
            /** @description Path on the frontend, from the root of the site. */
            path: string;
            /**
             * Format: uri
             * @description Where the page is seen.
             */
            url: string;
            /** @description Language code, such as `en`. */
            locale: string;
            /** @description The h1 of the page. */
            title: string;
            /** @description What it holds, in a sentence or two; may be empty. */
            summary: string;
            /** @description For the page's `<head>`. */
            seo: components["schemas"]["ArticleIndexSeo"];
            /** @description Public translations, this page left out. */
            alternates: components["schemas"]["Alternate"][];
        };
        /** @description An article index in a list. */
        ArticleIndexCard: {
            /** @description 0 in the preview of a page that was never saved. */
            id: number;
            /**
             * @description The type of the page; tells its shape.
             * @constant
             */
            type: "article_index";
            /** @description The last part of its path. */
            slug: string;
            /** @description Path on the frontend, from the root of the site. */
            path: string;
            /**
             * Format: uri
             * @description Where the page is seen.
             */
            url: string;
            /** @description Language code, such as `en`. */
            locale: string;
            /** @description The h1 of the page. */
            title: string;
            /** @description What it holds, in a sentence or two; may be empty. */
            summary: string;
        };
        /** @description What search engines and sharing need of an article index. */
        ArticleIndexSeo: {
            /** @description For `<title>`, the site's suffix included. */
            title: string;
            /** @description For search results and shared links; may be empty. */
            description: string;
            /**
             * Format: uri
             * @description For `rel=canonical`; the page itself where the editor has named no other.
             */
            canonical_url: string;
            /** @description For shared links; null: there is none. */
            image: components["schemas"]["Image"] | null;
            /** @description Whether search engines shall leave it out. */
            noindex: boolean;
            /** @description An index has none: always null. */
            json_ld: null;
        };
        /** @description schema.org `Article`, and `MedicalWebPage` once it was reviewed. Unknown values are absent. */
        ArticleJsonLd: {
            /**
             * @description The vocabulary of all names in here.
             * @constant
             */
            "@context": "https://schema.org";
            /** @description schema.org's name of the type, or of both types. */
            "@type": "Article" | ("Article" | "MedicalWebPage")[];
            /** @description The article's title. */
            headline: string;
            /** @description As `seo.description`; absent where empty. */
            description?: string;
            /**
             * Format: uri
             * @description Where the article is seen.
             */
            url: string;
            /**
             * Format: uri
             * @description The canonical URL.
             */
            mainEntityOfPage: string;
            /** @description Language code. */
            inLanguage: string;
            /**
             * Format: date-time
             * @description First publication.
             */
            datePublished?: string;
            /**
             * Format: date-time
             * @description Last publication.
             */
            dateModified?: string;
            /**
             * Format: uri
             * @description The picture for shared links; absent where there is none.
             */
            image?: string;
            /** @description Who wrote it. */
            author?: components["schemas"]["PersonJsonLd"];
            /** @description The brand, once it has a name. */
            publisher?: components["schemas"]["Organization"];
            /** @description The tags, with commas. */
            keywords?: string;
            /** @description The topics. */
            about?: components["schemas"]["ThingJsonLd"][];
            /** @description The references. */
            citation?: components["schemas"]["CitationJsonLd"][];
            /** @description Who checked it medically. */
            reviewedBy?: components["schemas"]["PersonJsonLd"];
            /**
             * Format: date
             * @description Day of that check.
             */
            lastReviewed?: string;
        };
        /** @description A page of articles. */
        ArticleList: {
            /** @description How many there are in all; null with `cursor`, which does not count. */
            count: number | null;
            /**
             * Format: uri
             * @description The next page of the list; null on the last one.
             */
            next: string | null;
            /**
             * Format: uri
             * @description The page of the list before this one; null on the first one.
             */
            previous: string | null;
            /** @description The articles of this page. */
            results: components["schemas"]["ArticleResult"][];
        };
        /** @description An article in the list of articles: its card, and what a search has found in it. */
        ArticleResult: {
            /** @description 0 in the preview of a page that was never saved. */
            id: number;
            /**
             * @description The type of the page; tells its shape.
             * @constant
             */
            type: "article";
            /** @description The last part of its path. */
            slug: string;
            /** @description Path on the frontend, from the root of the site. */
            path: string;
            /**
             * Format: uri
             * @description Where the page is seen.
             */
            url: string;
            /** @description Language code, such as `en`. */
            locale: string;
            /** @description The h1 of the page. */
            title: string;
            /** @description What a reader learns, in a sentence or two; may be empty. */
            summary: string;
            /**
             * Format: date-time
             * @description First publication; null only in the preview of a new article.
             */
            published_at: string | null;
            /**
             * Format: date-time
             * @description Last publication; null only in the preview of a new article.
             */
            updated_at: string | null;
            /** @description Minutes that reading it takes, rounded. */
            reading_minutes: number;
            /** @description Its public topics, by name. */
            topics: components["schemas"]["Topic"][];
            /** @description Free words for related things, sorted. */
            tags: string[];
            /** @description Who wrote it; null: nobody the public may see. */
            author: components["schemas"]["Author"] | null;
            /** @description Who checked it medically; null: nobody the public may see. */
            reviewer: components["schemas"]["Author"] | null;
            /**
             * Format: date
             * @description Day of that check; null: not checked.
             */
            reviewed_on: string | null;
            /** @description The main picture; null: there is none. */
            hero: components["schemas"]["Image"] | null;
            /** @description Null without `search`. */
            highlight: components["schemas"]["Highlight"] | null;
        };
        /** @description What search engines and sharing need of an article. */
        ArticleSeo: {
            /** @description For `<title>`, the site's suffix included. */
            title: string;
            /** @description For search results and shared links; may be empty. */
            description: string;
            /**
             * Format: uri
             * @description For `rel=canonical`; the page itself where the editor has named no other.
             */
            canonical_url: string;
            /** @description For shared links; null: there is none. */
            image: components["schemas"]["Image"] | null;
            /** @description Whether search engines shall leave it out. */
            noindex: boolean;
            /** @description For `<script type=application/ld+json>`, as it is. */
            json_ld: components["schemas"]["ArticleJsonLd"];
        };
        /** @description A person who writes articles, reviews them medically, or both. */
        Author: {
            /** @description Names the person in addresses. */
            slug: string;
            /** @description As readers see it. */
            name: string;
            /** @description Such as “Health writer”; may be empty. */
            role: string;
            /** @description Degrees and licences; may be empty. */
            credentials: string;
            /** @description Who this is; empty where nobody has written it. */
            biography: components["schemas"]["RichText"];
            /** @description Portrait; null: there is none. */
            photo: components["schemas"]["Image"] | null;
            /** @description Profiles elsewhere. */
            links: components["schemas"]["Link"][];
        };
        /** @description A page of people. */
        AuthorList: {
            /** @description How many there are in all; null with `cursor`, which does not count. */
            count: number | null;
            /**
             * Format: uri
             * @description The next page of the list; null on the last one.
             */
            next: string | null;
            /**
             * Format: uri
             * @description The page of the list before this one; null on the first one.
             */
            previous: string | null;
            /** @description The people of this page. */
            results: components["schemas"]["Author"][];
        };
        /** @description A block of a body: switch on `type`, and `value` has the shape of that type. */
        Block: components["schemas"]["HeadingBlock"] | components["schemas"]["RichTextBlock"] | components["schemas"]["ImageBlock"] | components["schemas"]["QuoteBlock"] | components["schemas"]["CalloutBlock"] | components["schemas"]["KeyPointsBlock"] | components["schemas"]["TableBlock"] | components["schemas"]["FaqBlock"] | components["schemas"]["EmbedBlock"] | components["schemas"]["CallToActionBlock"] | components["schemas"]["PromotionSlotBlock"] | components["schemas"]["DividerBlock"];
        /** @description Who speaks. */
        Brand: {
            /** @description Name of the brand; may be empty. */
            name: string;
            /** @description A line below it; may be empty. */
            tagline: string;
            /** @description The logo; null: there is none. */
            logo: components["schemas"]["Image"] | null;
        };
        /** @description A list without an order: HTML's `ul`. */
        BulletedListNode: {
            /**
             * @description Says that this node is a list without an order.
             * @constant
             */
            type: "bulleted_list";
            /** @description What stands inside, in reading order. */
            children: components["schemas"]["RichTextNode"][];
        };
        /** @description A block of the type `call_to_action`. */
        CallToActionBlock: {
            /** @description Stays the same while editors move the block: a key for lists. */
            id: string;
            /**
             * @description Says that `value` is that of the type `call_to_action`.
             * @constant
             */
            type: "call_to_action";
            /** @description What the block holds. */
            value: components["schemas"]["CallToActionValue"];
        };
        /** @description A button. */
        CallToActionValue: {
            /** @description What happens on a click. */
            label: string;
            /**
             * Format: uri
             * @description Where it leads; null where the public may not see the target: show nothing.
             */
            url: string | null;
            /**
             * @description `primary`: the one thing to do here; `secondary`: one of several.
             * @enum {string}
             */
            style: "primary" | "secondary";
        };
        /** @description A block of the type `callout`. */
        CalloutBlock: {
            /** @description Stays the same while editors move the block: a key for lists. */
            id: string;
            /**
             * @description Says that `value` is that of the type `callout`.
             * @constant
             */
            type: "callout";
            /** @description What the block holds. */
            value: components["schemas"]["CalloutValue"];
        };
        /** @description A box that stands out. */
        CalloutValue: {
            /** @description HTML without scripts, styles or classes; empty where nothing was written. */
            html: string;
            /** @description The same text as nodes, blocks first. */
            nodes: components["schemas"]["RichTextNode"][];
            /**
             * @description `note`: by the way; `tip`: worth trying; `warning`: take care; `seek_care`: when to see a doctor.
             * @enum {string}
             */
            kind: "note" | "tip" | "warning" | "seek_care";
            /** @description Stands above the text; may be empty. */
            title: string;
        };
        /** @description Which reference is cited. */
        CitationAttributes: {
            /** @description `number` of an entry in the article's `references`. */
            number: number;
        };
        /** @description schema.org `CreativeWork`: a reference. */
        CitationJsonLd: {
            /**
             * @description schema.org's name of the type.
             * @constant
             */
            "@type": "CreativeWork";
            /** @description Title of the work. */
            name: string;
            /**
             * Format: uri
             * @description Its DOI or address; absent where unknown.
             */
            url?: string;
            /** @description The year; absent where unknown. */
            datePublished?: string;
        };
        /** @description The mark of a citation, such as `[1]`. */
        CitationNode: {
            /**
             * @description Says that this node cites a reference.
             * @constant
             */
            type: "citation";
            /** @description The mark as it was written, square brackets included. */
            text: string;
            /** @description What it cites. */
            attrs: components["schemas"]["CitationAttributes"];
        };
        /** @description A block of the type `divider`. */
        DividerBlock: {
            /** @description Stays the same while editors move the block: a key for lists. */
            id: string;
            /**
             * @description Says that `value` is that of the type `divider`.
             * @constant
             */
            type: "divider";
            /** @description What the block holds. */
            value: components["schemas"]["DividerValue"];
        };
        /** @description Nothing: a divider is only itself. */
        DividerValue: Record<string, never>;
        /** @description A block of the type `embed`. */
        EmbedBlock: {
            /** @description Stays the same while editors move the block: a key for lists. */
            id: string;
            /**
             * @description Says that `value` is that of the type `embed`.
             * @constant
             */
            type: "embed";
            /** @description What the block holds. */
            value: components["schemas"]["EmbedValue"];
        };
        /** @description A video or post of a provider. What the provider has not said is null, its HTML empty. */
        EmbedValue: {
            /**
             * Format: uri
             * @description The address that the editor gave.
             */
            url: string;
            /** @description Name of the provider; null: not known. */
            provider: string | null;
            /** @description What the provider calls it; may be empty. */
            title: string;
            /** @description The provider's own HTML, usually an `iframe`. Show it only where you trust the provider; empty: link to `url`. */
            html: string;
            /** @description Width in pixels; null where it is fluid. */
            width: number | null;
            /** @description Height in pixels; null where it is fluid. */
            height: number | null;
            /**
             * Format: uri
             * @description A still picture, on the provider's server; null: there is none.
             */
            thumbnail: string | null;
        };
        /** @description A block of the type `faq`. */
        FaqBlock: {
            /** @description Stays the same while editors move the block: a key for lists. */
            id: string;
            /**
             * @description Says that `value` is that of the type `faq`.
             * @constant
             */
            type: "faq";
            /** @description What the block holds. */
            value: components["schemas"]["FaqValue"];
        };
        /** @description A question with its answer. */
        FaqItem: {
            /** @description HTML without scripts, styles or classes; empty where nothing was written. */
            html: string;
            /** @description The same text as nodes, blocks first. */
            nodes: components["schemas"]["RichTextNode"][];
            /** @description The question, plain. */
            question: string;
        };
        /** @description Questions and answers. */
        FaqValue: {
            /** @description The questions with their answers, in order. */
            items: components["schemas"]["FaqItem"][];
        };
        /** @description The point that a crop should keep. */
        FocalPoint: {
            /** @description Fraction of the width, from the left. */
            x: number;
            /** @description Fraction of the height, from the top. */
            y: number;
        };
        /** @description A block of the type `heading`. */
        HeadingBlock: {
            /** @description Stays the same while editors move the block: a key for lists. */
            id: string;
            /**
             * @description Says that `value` is that of the type `heading`.
             * @constant
             */
            type: "heading";
            /** @description What the block holds. */
            value: components["schemas"]["HeadingValue"];
        };
        /** @description A heading below the title, which is the h1. */
        HeadingValue: {
            /**
             * @description 2 for a section, 3 and 4 for parts of it.
             * @enum {integer}
             */
            level: 2 | 3 | 4;
            /** @description The words of the heading, plain. */
            text: string;
            /** @description For the `id` of the element; unique in its body. */
            anchor: string;
        };
        /** @description Where what was searched for stands. */
        Highlight: {
            /** @description The whole title. */
            title: components["schemas"]["HighlightPart"][];
            /** @description The part of summary, body or references that says most about the question, cut with “…”. */
            snippet: components["schemas"]["HighlightPart"][];
        };
        /** @description A piece of a text; all of them put together are the text. Plain, never HTML. */
        HighlightPart: {
            /** @description As it stands in the text, spaces included. */
            text: string;
            /** @description Whether this is what was searched for. */
            match: boolean;
        };
        /** @description The home page. */
        Home: {
            /** @description 0 in the preview of a page that was never saved. */
            id: number;
            /**
             * @description The type of the page; tells its shape.
             * @constant
             */
            type: "home";
            /** @description The last part of its path. */
            slug: string;
            /** @description Path on the frontend, from the root of the site. */
            path: string;
            /**
             * Format: uri
             * @description Where the page is seen.
             */
            url: string;
            /** @description Language code, such as `en`. */
            locale: string;
            /** @description The h1 of the page. */
            title: string;
            /** @description Who speaks, in a sentence or two; may be empty. */
            summary: string;
            /** @description The main picture; null: there is none. */
            hero: components["schemas"]["Image"] | null;
            /** @description Public pages of any type, in the editor's order. */
            featured: components["schemas"]["PageCard"][];
            /** @description What follows, block by block. */
            body: components["schemas"]["Block"][];
            /** @description For the page's `<head>`. */
            seo: components["schemas"]["HomeSeo"];
            /** @description Public translations, this page left out. */
            alternates: components["schemas"]["Alternate"][];
        };
        /** @description The home page in a list. */
        HomeCard: {
            /** @description 0 in the preview of a page that was never saved. */
            id: number;
            /**
             * @description The type of the page; tells its shape.
             * @constant
             */
            type: "home";
            /** @description The last part of its path. */
            slug: string;
            /** @description Path on the frontend, from the root of the site. */
            path: string;
            /**
             * Format: uri
             * @description Where the page is seen.
             */
            url: string;
            /** @description Language code, such as `en`. */
            locale: string;
            /** @description The h1 of the page. */
            title: string;
            /** @description Who speaks, in a sentence or two; may be empty. */
            summary: string;
            /** @description The main picture; null: there is none. */
            hero: components["schemas"]["Image"] | null;
        };
        /** @description What search engines and sharing need of the home page. */
        HomeSeo: {
            /** @description For `<title>`, the site's suffix included. */
            title: string;
            /** @description For search results and shared links; may be empty. */
            description: string;
            /**
             * Format: uri
             * @description For `rel=canonical`; the page itself where the editor has named no other.
             */
            canonical_url: string;
            /** @description For shared links; null: there is none. */
            image: components["schemas"]["Image"] | null;
            /** @description Whether search engines shall leave it out. */
            noindex: boolean;
            /** @description For `<script type=application/ld+json>`, as it is. */
            json_ld: components["schemas"]["WebSiteJsonLd"];
        };
        /** @description An image, with the sizes that are ready. */
        Image: {
            /** @description The same wherever this image is used. */
            id: number;
            /** @description What is to be seen, in this place; empty: decorative. */
            alt: string;
            /** @description Width of the original in pixels. */
            width: number;
            /** @description Height of the original in pixels. */
            height: number;
            /**
             * Format: uri
             * @description The widest WebP; null until one is ready.
             */
            src: string | null;
            /** @description The sizes, by format, then width. */
            srcset: components["schemas"]["SrcsetEntry"][];
            /** @description What a crop should keep; null where nobody has said it. */
            focal_point: components["schemas"]["FocalPoint"] | null;
            /** @description A tiny picture as a data URI, to show blurred until the image has loaded; null until it was made. */
            placeholder: string | null;
        };
        /** @description A block of the type `image`. */
        ImageBlock: {
            /** @description Stays the same while editors move the block: a key for lists. */
            id: string;
            /**
             * @description Says that `value` is that of the type `image`.
             * @constant
             */
            type: "image";
            /** @description What the block holds. */
            value: components["schemas"]["ImageValue"];
        };
        /** @description A picture with caption and credit, either of which may be empty. */
        ImageValue: {
            /** @description The picture. */
            image: components["schemas"]["Image"];
            /** @description A line below it; may be empty. */
            caption: string;
            /** @description Who made the picture; may be empty. */
            credit: string;
        };
        /** @description The absolute URL of each endpoint that stands for itself. */
        Index: {
            /**
             * Format: uri
             * @description Address of `schema`.
             */
            schema: string;
            /**
             * Format: uri
             * @description Address of `docs`.
             */
            docs: string;
            /**
             * Format: uri
             * @description Address of `articles`.
             */
            articles: string;
            /**
             * Format: uri
             * @description Address of `authors`.
             */
            authors: string;
            /**
             * Format: uri
             * @description Address of `topics`.
             */
            topics: string;
            /**
             * Format: uri
             * @description Address of `home`.
             */
            home: string;
            /**
             * Format: uri
             * @description Address of `site`.
             */
            site: string;
            /**
             * Format: uri
             * @description Address of `resolve`.
             */
            resolve: string;
            /**
             * Format: uri
             * @description Address of `active`.
             */
            active: string;
            /**
             * Format: uri
             * @description Address of `manifest`.
             */
            manifest: string;
            /**
             * Format: uri
             * @description Address of `preview`.
             */
            preview: string;
        };
        /** @description JSON values by their names. */
        JsonObject: {
            [key: string]: string | number | boolean | null | components["schemas"]["JsonObject"] | (string | number | boolean | null | components["schemas"]["JsonObject"] | (string | number | boolean | null | components["schemas"]["JsonObject"] | (string | number | boolean | null | components["schemas"]["JsonObject"] | (string | number | boolean | null | components["schemas"]["JsonObject"])[])[])[])[];
        };
        /** @description A block of the type `key_points`. */
        KeyPointsBlock: {
            /** @description Stays the same while editors move the block: a key for lists. */
            id: string;
            /**
             * @description Says that `value` is that of the type `key_points`.
             * @constant
             */
            type: "key_points";
            /** @description What the block holds. */
            value: components["schemas"]["KeyPointsValue"];
        };
        /** @description The article in a few sentences. */
        KeyPointsValue: {
            /** @description One sentence each, plain. */
            items: string[];
        };
        /** @description A new line inside a paragraph: HTML's `br`. */
        LineBreakNode: {
            /**
             * @description Says that this node is a line break.
             * @constant
             */
            type: "line_break";
        };
        /** @description A link with its words. */
        Link: {
            /** @description What it says. */
            label: string;
            /**
             * Format: uri
             * @description Where it leads.
             */
            url: string;
        };
        /** @description Where a link leads. */
        LinkAttributes: {
            /**
             * Format: uri-reference
             * @description Absolute, or `#anchor` on the same page.
             */
            url: string;
        };
        /** @description A link to something that the public may see: HTML's `a`. */
        LinkNode: {
            /**
             * @description Says that this node is a link.
             * @constant
             */
            type: "link";
            /** @description Where it leads. */
            attrs: components["schemas"]["LinkAttributes"];
            /** @description What stands inside, in reading order. */
            children: components["schemas"]["RichTextNode"][];
        };
        /** @description An item of a list: HTML's `li`. */
        ListItemNode: {
            /**
             * @description Says that this node is an item of a list.
             * @constant
             */
            type: "list_item";
            /** @description What stands inside, in reading order. */
            children: components["schemas"]["RichTextNode"][];
        };
        /** @description What to show, by slot, and what is known of the next 30 days. */
        Manifest: {
            /**
             * Format: date-time
             * @description The instant asked for; null on live answers.
             */
            at: string | null;
            /**
             * Format: date-time
             * @description When this answer changes next; null: not known to change.
             */
            valid_until: string | null;
            /** @description The candidates of each slot. */
            slots: components["schemas"]["PromotionsBySlot"];
            /** @description Every change from now up to 30 days ahead, by instant, then slot. */
            transitions: components["schemas"]["Transition"][];
            /** @description What starts within the 30 days and is no secret, each with the interval that comes next, by its start. Secret promotions are in no answer before their time. */
            upcoming: components["schemas"]["Promotion"][];
        };
        /** @description A list in an order: HTML's `ol`. */
        NumberedListNode: {
            /**
             * @description Says that this node is a list in an order.
             * @constant
             */
            type: "numbered_list";
            /** @description What stands inside, in reading order. */
            children: components["schemas"]["RichTextNode"][];
        };
        /** @description An OpenAPI 3.1 document; the OpenAPI Specification says what stands in it. */
        OpenApiDocument: {
            /** @description Version of the OpenAPI Specification. */
            openapi: string;
            /** @description What the document is about. */
            info: components["schemas"]["OpenApiInfo"];
            /** @description Groups of operations. */
            tags: components["schemas"]["OpenApiTag"][];
            /** @description The operations: by path, then by method. */
            paths: components["schemas"]["JsonObject"];
            /** @description What operations share: schemas, answers, headers, by kind and name. */
            components: components["schemas"]["JsonObject"];
        };
        /** @description What the document is about. */
        OpenApiInfo: {
            /** @description Name of the API. */
            title: string;
            /** @description Version of the API, as in its addresses. */
            version: string;
            /** @description What holds for all of it. */
            description: string;
        };
        /** @description A group of operations. */
        OpenApiTag: {
            /** @description As the operations name it. */
            name: string;
            /** @description What they are about. */
            description: string;
        };
        /** @description schema.org `Organization`: the brand. */
        Organization: {
            /**
             * @description schema.org's name of the type.
             * @constant
             */
            "@type": "Organization";
            /** @description Name of the brand. */
            name: string;
            /**
             * Format: uri
             * @description The home page.
             */
            url: string;
            /**
             * Format: uri
             * @description The logo; absent where there is none.
             */
            logo?: string;
        };
        /** @description A page of any type, whole. */
        Page: components["schemas"]["Article"] | components["schemas"]["ArticleIndex"] | components["schemas"]["Home"];
        /** @description A page of any type, as in a list. */
        PageCard: components["schemas"]["ArticleCard"] | components["schemas"]["ArticleIndexCard"] | components["schemas"]["HomeCard"];
        /** @description A paragraph: HTML's `p`. */
        ParagraphNode: {
            /**
             * @description Says that this node is a paragraph.
             * @constant
             */
            type: "paragraph";
            /** @description What stands inside, in reading order. */
            children: components["schemas"]["RichTextNode"][];
        };
        /** @description schema.org `Person`. */
        PersonJsonLd: {
            /**
             * @description schema.org's name of the type.
             * @constant
             */
            "@type": "Person";
            /** @description Name of the person. */
            name: string;
            /** @description The role; absent where empty. */
            jobTitle?: string;
            /** @description The credentials; absent where empty. */
            honorificSuffix?: string;
            /** @description Absolute URLs of profiles elsewhere; absent where there are none. */
            sameAs?: string[];
        };
        /** @description A draft, in the very shape of its live endpoint. */
        Preview: components["schemas"]["Article"] | components["schemas"]["ArticleIndex"] | components["schemas"]["Home"] | components["schemas"]["Author"] | components["schemas"]["Topic"] | components["schemas"]["ActivePromotions"];
        /** @description A problem after RFC 9457. */
        Problem: {
            /**
             * @description There is no more to it than its status.
             * @constant
             */
            type: "about:blank";
            /** @description The phrase of the status. */
            title: string;
            /** @description The status of the answer. */
            status: number;
            /** @description What went wrong, for a developer. */
            detail: string;
            /** @description One entry for each wrong parameter, on a 400. */
            errors?: components["schemas"]["ProblemEntry"][];
        };
        /** @description One thing that is wrong with the request. */
        ProblemEntry: {
            /** @description Name of the query parameter. */
            parameter: string;
            /** @description What is wrong with it, for a developer. */
            detail: string;
        };
        /** @description A promotion, as shown in the interval that holds now. */
        Promotion: {
            /** @description Its stable name in a site. */
            key: string;
            /**
             * @description `announcement_bar`: a line on top of every screen; `modal`: a box over the screen; `slide_in`: a box at its edge; `inline`: a place inside an article.
             * @enum {string}
             */
            slot: "announcement_bar" | "modal" | "slide_in" | "inline";
            /** @description Language code of its words. */
            locale: string;
            /** @description Higher ones stand before lower ones. */
            priority: number;
            /**
             * Format: date-time
             * @description Start of the interval; null: open.
             */
            starts_at: string | null;
            /**
             * Format: date-time
             * @description End of the interval, exclusive; null: open.
             */
            ends_at: string | null;
            /** @description What it says. */
            content: components["schemas"]["PromotionContent"];
            /** @description What makes it appear. */
            trigger: components["schemas"]["PromotionTrigger"];
            /** @description How often one visitor sees it. */
            frequency: components["schemas"]["PromotionFrequency"];
            /** @description Whom the client shows it to. */
            audience: components["schemas"]["PromotionAudience"];
            /** @description Whether a visitor can close it. */
            dismissible: boolean;
        };
        /** @description Conditions that only the client can test. */
        PromotionAudience: {
            /** @description Any of them; empty: all devices. */
            devices: ("mobile" | "tablet" | "desktop")[];
            /**
             * @description `any`: everybody; `new`: on a first visit; `returning`: on a later one.
             * @enum {string}
             */
            visitor: "any" | "new" | "returning";
        };
        /** @description What a promotion says. */
        PromotionContent: {
            /** @description HTML without scripts, styles or classes; empty where nothing was written. */
            html: string;
            /** @description The same text as nodes, blocks first. */
            nodes: components["schemas"]["RichTextNode"][];
            /** @description The first line, plain. */
            heading: string;
            /** @description A picture; null: there is none. */
            image: components["schemas"]["Image"] | null;
            /** @description The button; null: there is none. */
            call_to_action: components["schemas"]["PromotionLink"] | null;
            /**
             * Format: date-time
             * @description The real end of the offer, where it asks for a countdown; else null.
             */
            countdown_to: string | null;
            /** @description A form to show; null: there is none. */
            form: components["schemas"]["PromotionForm"] | null;
        };
        /** @description The form of a promotion: its words. The frontend sends it where sign-ups go. */
        PromotionForm: {
            /**
             * @description `sign_up`: asks for an email address.
             * @enum {string}
             */
            kind: "sign_up";
            /** @description Stands above the form. */
            title: string;
            /** @description Label of the field. */
            email_label: string;
            /** @description Label of the button. */
            submit_label: string;
            /** @description What a visitor agrees to by sending it. */
            consent_text: string;
        };
        /** @description How often one visitor sees it. */
        PromotionFrequency: {
            /** @description Times at most; null: no limit. */
            max_shows: number | null;
            /** @description The days that `max_shows` counts within; null: ever. */
            per_days: number | null;
            /** @description Days that it stays away once a visitor closed it; null: for good. */
            after_dismiss_days: number | null;
        };
        /** @description The button of a promotion. */
        PromotionLink: {
            /** @description What happens on a click. */
            label: string;
            /**
             * Format: uri
             * @description Absolute; or `mailto:`, `tel:`.
             */
            url: string;
        };
        /** @description A block of the type `promotion_slot`. */
        PromotionSlotBlock: {
            /** @description Stays the same while editors move the block: a key for lists. */
            id: string;
            /**
             * @description Says that `value` is that of the type `promotion_slot`.
             * @constant
             */
            type: "promotion_slot";
            /** @description What the block holds. */
            value: components["schemas"]["PromotionSlotValue"];
        };
        /** @description A place for a promotion: the n-th one shows the n-th candidate of the slot. */
        PromotionSlotValue: {
            /**
             * @description The slot to ask `promotions/active/` for, with the page's path and topics.
             * @enum {string}
             */
            slot: "inline";
        };
        /** @description What makes it appear. */
        PromotionTrigger: {
            /**
             * @description `immediate`: at once; `delay`: after `seconds`; `scroll`: after `percent` of the page; `exit_intent`: when the visitor is about to leave; `inactivity`: after `seconds` without a move.
             * @enum {string}
             */
            kind: "immediate" | "delay" | "scroll" | "exit_intent" | "inactivity";
            /** @description Seconds, for `delay` and `inactivity`; else null. */
            seconds: number | null;
            /** @description Percent of the page, for `scroll`; else null. */
            percent: number | null;
        };
        /** @description The slots asked for; without `slot`, all of them. An empty slot is `[]`. */
        PromotionsBySlot: {
            /** @description Show the first whose client-side conditions hold. Absent where this slot was not asked for. */
            announcement_bar?: components["schemas"]["Promotion"][];
            /** @description Show the first whose client-side conditions hold. Absent where this slot was not asked for. */
            modal?: components["schemas"]["Promotion"][];
            /** @description Show the first whose client-side conditions hold. Absent where this slot was not asked for. */
            slide_in?: components["schemas"]["Promotion"][];
            /** @description Show the first whose client-side conditions hold. Absent where this slot was not asked for. */
            inline?: components["schemas"]["Promotion"][];
        };
        /** @description A block of the type `quote`. */
        QuoteBlock: {
            /** @description Stays the same while editors move the block: a key for lists. */
            id: string;
            /**
             * @description Says that `value` is that of the type `quote`.
             * @constant
             */
            type: "quote";
            /** @description What the block holds. */
            value: components["schemas"]["QuoteValue"];
        };
        /** @description Words of somebody else inside a text: HTML's `blockquote`. */
        QuoteNode: {
            /**
             * @description Says that this node is a quotation.
             * @constant
             */
            type: "quote";
            /** @description What stands inside, in reading order. */
            children: components["schemas"]["RichTextNode"][];
        };
        /** @description The words of somebody else. */
        QuoteValue: {
            /** @description What was said, plain. */
            text: string;
            /** @description Who said it; may be empty. */
            attribution: string;
            /**
             * Format: uri
             * @description Where it was said; null where nobody has named it.
             */
            source_url: string | null;
        };
        /** @description A work that the article rests on. */
        Reference: {
            /** @description The number by which the text cites it. */
            number: number;
            /** @description Title of the work. */
            text: string;
            /** @description Who wrote it; may be empty. */
            authors: string;
            /** @description Journal, book or website; may be empty. */
            source: string;
            /** @description When; null: not known. */
            year: number | null;
            /**
             * Format: uri
             * @description Its DOI, else its address; null: neither is known.
             */
            url: string | null;
        };
        /** @description What stands at a path. */
        Resolved: components["schemas"]["ResolvedPage"] | components["schemas"]["ResolvedRedirect"];
        /** @description There is a page at the path. */
        ResolvedPage: {
            /**
             * @description Says that there is a page.
             * @constant
             */
            kind: "page";
            /** @description The page, whole, in the JSON of its own endpoint. */
            page: components["schemas"]["Page"];
        };
        /** @description What was at the path has moved. */
        ResolvedRedirect: {
            /**
             * @description Says that the path leads elsewhere.
             * @constant
             */
            kind: "redirect";
            /**
             * Format: uri
             * @description Absolute URL of the new place.
             */
            location: string;
            /** @description 301 or 308 if true, else 302 or 307. */
            permanent: boolean;
        };
        /** @description The same text twice: as clean HTML with absolute links, and as a tree. */
        RichText: {
            /** @description HTML without scripts, styles or classes; empty where nothing was written. */
            html: string;
            /** @description The same text as nodes, blocks first. */
            nodes: components["schemas"]["RichTextNode"][];
        };
        /** @description A block of the type `rich_text`. */
        RichTextBlock: {
            /** @description Stays the same while editors move the block: a key for lists. */
            id: string;
            /**
             * @description Says that `value` is that of the type `rich_text`.
             * @constant
             */
            type: "rich_text";
            /** @description What the block holds. */
            value: components["schemas"]["RichText"];
        };
        /** @description A node of rich text. Lists hold list items; links, texts, citations and line breaks stand inside of the others. */
        RichTextNode: components["schemas"]["ParagraphNode"] | components["schemas"]["BulletedListNode"] | components["schemas"]["NumberedListNode"] | components["schemas"]["ListItemNode"] | components["schemas"]["QuoteNode"] | components["schemas"]["TextNode"] | components["schemas"]["LineBreakNode"] | components["schemas"]["LinkNode"] | components["schemas"]["CitationNode"];
        /** @description What every screen of the site needs. */
        Site: {
            /** @description Who speaks. */
            brand: components["schemas"]["Brand"];
            /**
             * Format: uri
             * @description Where the site is seen.
             */
            url: string;
            /** @description Language code of the site's own language. */
            default_locale: string;
            /** @description Languages that the site has a home page in, its own first. */
            locales: string[];
            /** @description The main menu, in order. */
            navigation: components["schemas"]["Link"][];
            /** @description The menu at the foot, in order. */
            footer_navigation: components["schemas"]["Link"][];
            /** @description The brand's profiles elsewhere. */
            social_links: components["schemas"]["Link"][];
            /** @description Defaults for search engines and sharing. */
            seo: components["schemas"]["SiteSeo"];
            /** @description The medical disclaimer, for every health article. */
            disclaimer: components["schemas"]["RichText"];
        };
        /** @description For pages that say nothing themselves. */
        SiteSeo: {
            /** @description Already part of each page's `seo.title`; may be empty. */
            title_suffix: string;
            /** @description For search results; may be empty. */
            description: string;
            /** @description For shared links; null: there is none. */
            image: components["schemas"]["Image"] | null;
            /** @description With its @; null: there is none. */
            twitter_handle: string | null;
        };
        /** @description One size of an image in one format. */
        SrcsetEntry: {
            /**
             * Format: uri
             * @description Where this size is loaded from.
             */
            url: string;
            /** @description Width in pixels. */
            width: number;
            /** @description Height in pixels. */
            height: number;
            /**
             * @description Format of the file; AVIF is smaller, and absent where it could not be made.
             * @enum {string}
             */
            format: "avif" | "webp";
        };
        /** @description An article that somebody may be looking for. */
        SuggestedArticle: {
            /** @description For `articles/{slug}/`. */
            slug: string;
            /** @description Path on the frontend. */
            path: string;
            /**
             * Format: uri
             * @description Where the article is seen.
             */
            url: string;
            /** @description Its title. */
            title: string;
            /** @description The title, with what was typed marked in it. */
            parts: components["schemas"]["HighlightPart"][];
        };
        /** @description A topic that somebody may be looking for. */
        SuggestedTopic: {
            /** @description For `topic` of the list of articles. */
            slug: string;
            /** @description As readers see it. */
            name: string;
            /** @description The name, with what was typed marked in it. */
            parts: components["schemas"]["HighlightPart"][];
        };
        /** @description What goes on as somebody has begun to type. */
        Suggestions: {
            /** @description By title: those that begin with it first, then the newest. */
            articles: components["schemas"]["SuggestedArticle"][];
            /** @description By name: those that begin with it first. */
            topics: components["schemas"]["SuggestedTopic"][];
        };
        /** @description A block of the type `table`. */
        TableBlock: {
            /** @description Stays the same while editors move the block: a key for lists. */
            id: string;
            /**
             * @description Says that `value` is that of the type `table`.
             * @constant
             */
            type: "table";
            /** @description What the block holds. */
            value: components["schemas"]["TableValue"];
        };
        /** @description A table of plain text. */
        TableValue: {
            /** @description Says what the table is about; may be empty. */
            caption: string;
            /** @description Heads of the columns; empty where the table has none. */
            header: string[];
            /** @description The rows below the header, from the top. */
            rows: string[][];
        };
        /** @description Words, and how they look. */
        TextNode: {
            /**
             * @description Says that this node is words.
             * @constant
             */
            type: "text";
            /** @description The words as they are: not escaped, no HTML. */
            text: string;
            /** @description How the words look, outermost first; absent where they are plain. */
            marks?: ("bold" | "code" | "italic" | "strikethrough" | "subscript" | "superscript")[];
        };
        /** @description schema.org `Thing`: a topic. */
        ThingJsonLd: {
            /**
             * @description schema.org's name of the type.
             * @constant
             */
            "@type": "Thing";
            /** @description Name of the topic. */
            name: string;
        };
        /** @description A heading of the body. */
        TocEntry: {
            /**
             * @description As in the heading's block.
             * @enum {integer}
             */
            level: 2 | 3 | 4;
            /** @description The words of the heading. */
            text: string;
            /** @description The heading's `anchor`. */
            anchor: string;
        };
        /** @description A subject. */
        Topic: {
            /** @description Names the topic in addresses and parameters. */
            slug: string;
            /** @description As readers see it. */
            name: string;
            /** @description What it is about, plain; may be empty. */
            description: string;
        };
        /** @description A page of subjects. */
        TopicList: {
            /** @description How many there are in all; null with `cursor`, which does not count. */
            count: number | null;
            /**
             * Format: uri
             * @description The next page of the list; null on the last one.
             */
            next: string | null;
            /**
             * Format: uri
             * @description The page of the list before this one; null on the first one.
             */
            previous: string | null;
            /** @description The topics of this page. */
            results: components["schemas"]["Topic"][];
        };
        /** @description An instant at which a slot's answer for this context changes. To what is not told. */
        Transition: {
            /**
             * Format: date-time
             * @description When it changes.
             */
            at: string;
            /**
             * @description Where it changes. `announcement_bar`: a line on top of every screen; `modal`: a box over the screen; `slide_in`: a box at its edge; `inline`: a place inside an article.
             * @enum {string}
             */
            slot: "announcement_bar" | "modal" | "slide_in" | "inline";
        };
        /** @description schema.org `WebSite`. */
        WebSiteJsonLd: {
            /**
             * @description The vocabulary of all names in here.
             * @constant
             */
            "@context": "https://schema.org";
            /**
             * @description schema.org's name of the type.
             * @constant
             */
            "@type": "WebSite";
            /** @description Name of the brand, else of the page. */
            name: string;
            /**
             * Format: uri
             * @description The home page.
             */
            url: string;
            /** @description Language code. */
            inLanguage: string;
            /** @description The brand, once it has a name. */
            publisher?: components["schemas"]["Organization"];
        };
    };
    responses: {
        /** @description A parameter is unknown, malformed, given twice or missing: `errors` names it. */
        BadRequest: {
            headers: {
                ETag: components["headers"]["ETag"];
                "Cache-Control": components["headers"]["Cache-Control"];
                Allow: components["headers"]["Allow"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Only GET, HEAD and OPTIONS are answered. */
        MethodNotAllowed: {
            headers: {
                ETag: components["headers"]["ETag"];
                "Cache-Control": components["headers"]["Cache-Control"];
                Allow: components["headers"]["Allow"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Nothing that the Accept header allows can be made. */
        NotAcceptable: {
            headers: {
                ETag: components["headers"]["ETag"];
                "Cache-Control": components["headers"]["Cache-Control"];
                Allow: components["headers"]["Allow"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description There is nothing here that the public may see. */
        NotFound: {
            headers: {
                ETag: components["headers"]["ETag"];
                "Cache-Control": components["headers"]["Cache-Control"];
                Allow: components["headers"]["Allow"];
                Vary: components["headers"]["Vary"];
                "Cache-Tag": components["headers"]["Cache-Tag"];
                "Surrogate-Key": components["headers"]["Surrogate-Key"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description What you have is still the same. */
        NotModified: {
            headers: {
                ETag: components["headers"]["ETag"];
                "Cache-Control": components["headers"]["Cache-Control"];
                Allow: components["headers"]["Allow"];
                Vary: components["headers"]["Vary"];
                "Cache-Tag": components["headers"]["Cache-Tag"];
                "Surrogate-Key": components["headers"]["Surrogate-Key"];
                "Last-Modified": components["headers"]["Last-Modified"];
                [name: string]: unknown;
            };
            content?: never;
        };
        /** @description `If-Match` names another version than the present one. */
        PreconditionFailed: {
            headers: {
                "Cache-Control": components["headers"]["Cache-Control"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
        /** @description Another instant than now was asked about, without a valid preview token. */
        Unauthorized: {
            headers: {
                ETag: components["headers"]["ETag"];
                "Cache-Control": components["headers"]["Cache-Control"];
                Allow: components["headers"]["Allow"];
                "WWW-Authenticate": components["headers"]["WWW-Authenticate"];
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: {
        /** @description The ETag that the answer has to have: 412 if it has another. */
        IfMatch: string;
        /** @description An ETag of an earlier answer: 304 if it is still the same. */
        IfNoneMatch: string;
    };
    requestBodies: never;
    headers: {
        /** @description The methods that are answered. */
        Allow: string;
        /** @description No directive reaches past the next scheduled change. */
        "Cache-Control": string;
        /** @description For CDNs: what the answer depends on, with commas. Tags of what changes are purged. */
        "Cache-Tag": string;
        /** @description The one address of all equal questions: parameters by name, values sorted, each once, defaults left out. Absent where `at` was asked about. */
        "Content-Location": string;
        /** @description Names these very bytes; send it back as `If-None-Match`. */
        ETag: string;
        /** @description When something that this answer depends on has last changed. For people: whether it is still the same is told by the ETag alone. */
        "Last-Modified": string;
        /** @description The same for CDNs that want spaces. */
        "Surrogate-Key": string;
        /** @description Which headers of a request choose among answers. */
        Vary: string;
        /** @description What kind of token is wanted. */
        "WWW-Authenticate": string;
    };
    pathItems: never;
}
export type ActivePromotions = components['schemas']['ActivePromotions'];
export type Alternate = components['schemas']['Alternate'];
export type Article = components['schemas']['Article'];
export type ArticleCard = components['schemas']['ArticleCard'];
export type ArticleIndex = components['schemas']['ArticleIndex'];
export type ArticleIndexCard = components['schemas']['ArticleIndexCard'];
export type ArticleIndexSeo = components['schemas']['ArticleIndexSeo'];
export type ArticleJsonLd = components['schemas']['ArticleJsonLd'];
export type ArticleList = components['schemas']['ArticleList'];
export type ArticleResult = components['schemas']['ArticleResult'];
export type ArticleSeo = components['schemas']['ArticleSeo'];
export type Author = components['schemas']['Author'];
export type AuthorList = components['schemas']['AuthorList'];
export type Block = components['schemas']['Block'];
export type Brand = components['schemas']['Brand'];
export type BulletedListNode = components['schemas']['BulletedListNode'];
export type CallToActionBlock = components['schemas']['CallToActionBlock'];
export type CallToActionValue = components['schemas']['CallToActionValue'];
export type CalloutBlock = components['schemas']['CalloutBlock'];
export type CalloutValue = components['schemas']['CalloutValue'];
export type CitationAttributes = components['schemas']['CitationAttributes'];
export type CitationJsonLd = components['schemas']['CitationJsonLd'];
export type CitationNode = components['schemas']['CitationNode'];
export type DividerBlock = components['schemas']['DividerBlock'];
export type DividerValue = components['schemas']['DividerValue'];
export type EmbedBlock = components['schemas']['EmbedBlock'];
export type EmbedValue = components['schemas']['EmbedValue'];
export type FaqBlock = components['schemas']['FaqBlock'];
export type FaqItem = components['schemas']['FaqItem'];
export type FaqValue = components['schemas']['FaqValue'];
export type FocalPoint = components['schemas']['FocalPoint'];
export type HeadingBlock = components['schemas']['HeadingBlock'];
export type HeadingValue = components['schemas']['HeadingValue'];
export type Highlight = components['schemas']['Highlight'];
export type HighlightPart = components['schemas']['HighlightPart'];
export type Home = components['schemas']['Home'];
export type HomeCard = components['schemas']['HomeCard'];
export type HomeSeo = components['schemas']['HomeSeo'];
export type Image = components['schemas']['Image'];
export type ImageBlock = components['schemas']['ImageBlock'];
export type ImageValue = components['schemas']['ImageValue'];
export type Index = components['schemas']['Index'];
export type JsonObject = components['schemas']['JsonObject'];
export type KeyPointsBlock = components['schemas']['KeyPointsBlock'];
export type KeyPointsValue = components['schemas']['KeyPointsValue'];
export type LineBreakNode = components['schemas']['LineBreakNode'];
export type Link = components['schemas']['Link'];
export type LinkAttributes = components['schemas']['LinkAttributes'];
export type LinkNode = components['schemas']['LinkNode'];
export type ListItemNode = components['schemas']['ListItemNode'];
export type Manifest = components['schemas']['Manifest'];
export type NumberedListNode = components['schemas']['NumberedListNode'];
export type OpenApiDocument = components['schemas']['OpenApiDocument'];
export type OpenApiInfo = components['schemas']['OpenApiInfo'];
export type OpenApiTag = components['schemas']['OpenApiTag'];
export type Organization = components['schemas']['Organization'];
export type Page = components['schemas']['Page'];
export type PageCard = components['schemas']['PageCard'];
export type ParagraphNode = components['schemas']['ParagraphNode'];
export type PersonJsonLd = components['schemas']['PersonJsonLd'];
export type Preview = components['schemas']['Preview'];
export type Problem = components['schemas']['Problem'];
export type ProblemEntry = components['schemas']['ProblemEntry'];
export type Promotion = components['schemas']['Promotion'];
export type PromotionAudience = components['schemas']['PromotionAudience'];
export type PromotionContent = components['schemas']['PromotionContent'];
export type PromotionForm = components['schemas']['PromotionForm'];
export type PromotionFrequency = components['schemas']['PromotionFrequency'];
export type PromotionLink = components['schemas']['PromotionLink'];
export type PromotionSlotBlock = components['schemas']['PromotionSlotBlock'];
export type PromotionSlotValue = components['schemas']['PromotionSlotValue'];
export type PromotionTrigger = components['schemas']['PromotionTrigger'];
export type PromotionsBySlot = components['schemas']['PromotionsBySlot'];
export type QuoteBlock = components['schemas']['QuoteBlock'];
export type QuoteNode = components['schemas']['QuoteNode'];
export type QuoteValue = components['schemas']['QuoteValue'];
export type Reference = components['schemas']['Reference'];
export type Resolved = components['schemas']['Resolved'];
export type ResolvedPage = components['schemas']['ResolvedPage'];
export type ResolvedRedirect = components['schemas']['ResolvedRedirect'];
export type RichText = components['schemas']['RichText'];
export type RichTextBlock = components['schemas']['RichTextBlock'];
export type RichTextNode = components['schemas']['RichTextNode'];
export type Site = components['schemas']['Site'];
export type SiteSeo = components['schemas']['SiteSeo'];
export type SrcsetEntry = components['schemas']['SrcsetEntry'];
export type SuggestedArticle = components['schemas']['SuggestedArticle'];
export type SuggestedTopic = components['schemas']['SuggestedTopic'];
export type Suggestions = components['schemas']['Suggestions'];
export type TableBlock = components['schemas']['TableBlock'];
export type TableValue = components['schemas']['TableValue'];
export type TextNode = components['schemas']['TextNode'];
export type ThingJsonLd = components['schemas']['ThingJsonLd'];
export type TocEntry = components['schemas']['TocEntry'];
export type Topic = components['schemas']['Topic'];
export type TopicList = components['schemas']['TopicList'];
export type Transition = components['schemas']['Transition'];
export type WebSiteJsonLd = components['schemas']['WebSiteJsonLd'];
export type ResponseBadRequest = components['responses']['BadRequest'];
export type ResponseMethodNotAllowed = components['responses']['MethodNotAllowed'];
export type ResponseNotAcceptable = components['responses']['NotAcceptable'];
export type ResponseNotFound = components['responses']['NotFound'];
export type ResponseNotModified = components['responses']['NotModified'];
export type ResponsePreconditionFailed = components['responses']['PreconditionFailed'];
export type ResponseUnauthorized = components['responses']['Unauthorized'];
export type ParameterIfMatch = components['parameters']['IfMatch'];
export type ParameterIfNoneMatch = components['parameters']['IfNoneMatch'];
export type HeaderAllow = components['headers']['Allow'];
export type HeaderCacheControl = components['headers']['Cache-Control'];
export type HeaderCacheTag = components['headers']['Cache-Tag'];
export type HeaderContentLocation = components['headers']['Content-Location'];
export type HeaderETag = components['headers']['ETag'];
export type HeaderLastModified = components['headers']['Last-Modified'];
export type HeaderSurrogateKey = components['headers']['Surrogate-Key'];
export type HeaderVary = components['headers']['Vary'];
export type HeaderWwwAuthenticate = components['headers']['WWW-Authenticate'];
export type $defs = Record<string, never>;
export interface operations {
    index: {
        parameters: {
            query?: never;
            header?: {
                /** @description An ETag of an earlier answer: 304 if it is still the same. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /** @description The ETag that the answer has to have: 412 if it has another. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Name and absolute URL of each endpoint. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Allow: components["headers"]["Allow"];
                    Vary: components["headers"]["Vary"];
                    "Cache-Tag": components["headers"]["Cache-Tag"];
                    "Surrogate-Key": components["headers"]["Surrogate-Key"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Index"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            412: components["responses"]["PreconditionFailed"];
        };
    };
    articles: {
        parameters: {
            query?: {
                /** @description How many results, at most 100. */
                limit?: number;
                /** @description How many results to pass over. */
                offset?: number;
                /** @description Instead of `offset`, to read a whole list: begin with `start` and follow `next`. No row is passed over or met twice, whatever comes and goes meanwhile; `count` is null. */
                cursor?: string;
                /** @description Slug of a topic; repeated: any of them. */
                topic?: string[];
                /** @description A tag; repeated: any of them. */
                tag?: string[];
                /** @description Slug of an author; repeated: any of them. */
                author?: string[];
                /** @description Language code, such as `en`. Default: the site's own language. */
                locale?: "en" | "de" | "es" | "fr";
                /** @description Words that must all be found in title, summary, body or references, in any inflection; accents and capitals do not matter. */
                search?: string;
                /** @description Published at this instant or later. */
                published_after?: string;
                /** @description Published before this instant. */
                published_before?: string;
                /** @description Order of the list; `relevance`, the best match first, with `search` only. */
                ordering?: "-published_at" | "published_at" | "title" | "relevance";
                /** @description Answer as of this instant: RFC 3339 with its offset, such as `2026-11-27T09:00:00Z`. Needs a preview token. */
                at?: string;
            };
            header?: {
                /** @description An ETag of an earlier answer: 304 if it is still the same. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /** @description The ETag that the answer has to have: 412 if it has another. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Articles as cards, newest first. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Allow: components["headers"]["Allow"];
                    Vary: components["headers"]["Vary"];
                    "Cache-Tag": components["headers"]["Cache-Tag"];
                    "Surrogate-Key": components["headers"]["Surrogate-Key"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArticleList"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            412: components["responses"]["PreconditionFailed"];
        };
    };
    article: {
        parameters: {
            query?: {
                /** @description Language code, such as `en`. Default: the site's own language. */
                locale?: "en" | "de" | "es" | "fr";
                /** @description Whether the slug may be that of a translation, and the site's own language stands in where the article is not to be had in the language asked for. */
                fallback?: boolean;
                /** @description Answer as of this instant: RFC 3339 with its offset, such as `2026-11-27T09:00:00Z`. Needs a preview token. */
                at?: string;
            };
            header?: {
                /** @description An ETag of an earlier answer: 304 if it is still the same. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /** @description The ETag that the answer has to have: 412 if it has another. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The slug, as in the lists. */
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The whole article: everything that its screen needs. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Allow: components["headers"]["Allow"];
                    Vary: components["headers"]["Vary"];
                    "Cache-Tag": components["headers"]["Cache-Tag"];
                    "Surrogate-Key": components["headers"]["Surrogate-Key"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Article"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            412: components["responses"]["PreconditionFailed"];
        };
    };
    authors: {
        parameters: {
            query?: {
                /** @description How many results, at most 100. */
                limit?: number;
                /** @description How many results to pass over. */
                offset?: number;
                /** @description Instead of `offset`, to read a whole list: begin with `start` and follow `next`. No row is passed over or met twice, whatever comes and goes meanwhile; `count` is null. */
                cursor?: string;
                /** @description Language code, such as `en`. Default: the site's own language. */
                locale?: "en" | "de" | "es" | "fr";
                /** @description Answer as of this instant: RFC 3339 with its offset, such as `2026-11-27T09:00:00Z`. Needs a preview token. */
                at?: string;
            };
            header?: {
                /** @description An ETag of an earlier answer: 304 if it is still the same. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /** @description The ETag that the answer has to have: 412 if it has another. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Authors and medical reviewers, by name. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Allow: components["headers"]["Allow"];
                    Vary: components["headers"]["Vary"];
                    "Cache-Tag": components["headers"]["Cache-Tag"];
                    "Surrogate-Key": components["headers"]["Surrogate-Key"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthorList"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            412: components["responses"]["PreconditionFailed"];
        };
    };
    author: {
        parameters: {
            query?: {
                /** @description Language code, such as `en`. Default: the site's own language. */
                locale?: "en" | "de" | "es" | "fr";
                /** @description Answer as of this instant: RFC 3339 with its offset, such as `2026-11-27T09:00:00Z`. Needs a preview token. */
                at?: string;
            };
            header?: {
                /** @description An ETag of an earlier answer: 304 if it is still the same. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /** @description The ETag that the answer has to have: 412 if it has another. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The slug, as in the lists. */
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description An author or medical reviewer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Allow: components["headers"]["Allow"];
                    Vary: components["headers"]["Vary"];
                    "Cache-Tag": components["headers"]["Cache-Tag"];
                    "Surrogate-Key": components["headers"]["Surrogate-Key"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Author"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            412: components["responses"]["PreconditionFailed"];
        };
    };
    autocomplete: {
        parameters: {
            query: {
                /** @description Language code, such as `en`. Default: the site's own language. */
                locale?: "en" | "de" | "es" | "fr";
                /** @description What has been typed so far: whole words, and the beginning of the last one. */
                search: string;
                /** @description How many articles, and how many topics, at most 20 each. */
                limit?: number;
                /** @description Answer as of this instant: RFC 3339 with its offset, such as `2026-11-27T09:00:00Z`. Needs a preview token. */
                at?: string;
            };
            header?: {
                /** @description An ETag of an earlier answer: 304 if it is still the same. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /** @description The ETag that the answer has to have: 412 if it has another. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Titles of articles and names of topics that go on as somebody has begun to type. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Allow: components["headers"]["Allow"];
                    Vary: components["headers"]["Vary"];
                    "Cache-Tag": components["headers"]["Cache-Tag"];
                    "Surrogate-Key": components["headers"]["Surrogate-Key"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Suggestions"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            412: components["responses"]["PreconditionFailed"];
        };
    };
    docs: {
        parameters: {
            query?: never;
            header?: {
                /** @description An ETag of an earlier answer: 304 if it is still the same. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /** @description The ETag that the answer has to have: 412 if it has another. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description This description, as a page to read and to try requests in. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Allow: components["headers"]["Allow"];
                    Vary: components["headers"]["Vary"];
                    "Cache-Tag": components["headers"]["Cache-Tag"];
                    "Surrogate-Key": components["headers"]["Surrogate-Key"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    [name: string]: unknown;
                };
                content: {
                    "text/html": string;
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            412: components["responses"]["PreconditionFailed"];
        };
    };
    home: {
        parameters: {
            query?: {
                /** @description Language code, such as `en`. Default: the site's own language. */
                locale?: "en" | "de" | "es" | "fr";
                /** @description Answer as of this instant: RFC 3339 with its offset, such as `2026-11-27T09:00:00Z`. Needs a preview token. */
                at?: string;
            };
            header?: {
                /** @description An ETag of an earlier answer: 304 if it is still the same. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /** @description The ETag that the answer has to have: 412 if it has another. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The home page of the site: introduction, featured pages, body. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Allow: components["headers"]["Allow"];
                    Vary: components["headers"]["Vary"];
                    "Cache-Tag": components["headers"]["Cache-Tag"];
                    "Surrogate-Key": components["headers"]["Surrogate-Key"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Home"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            412: components["responses"]["PreconditionFailed"];
        };
    };
    preview: {
        parameters: {
            query: {
                /** @description The token of the preview. */
                token: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The draft that the token was made for, in the JSON of its live endpoint. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Allow: components["headers"]["Allow"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            400: components["responses"]["BadRequest"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
        };
    };
    active_promotions: {
        parameters: {
            query?: {
                /** @description Path of the page, such as `/articles/sleep/`. */
                path?: string;
                /** @description Only these slots; repeatable. Default: all. */
                slot?: ("announcement_bar" | "modal" | "slide_in" | "inline")[];
                /** @description Language code, such as `en`. Default: the site's own language. */
                locale?: "en" | "de" | "es" | "fr";
                /** @description Slug of a topic of the page; repeatable. */
                topic?: string[];
                /** @description Answer as of this instant: RFC 3339 with its offset, such as `2026-11-27T09:00:00Z`. Needs a preview token. */
                at?: string;
            };
            header?: {
                /** @description An ETag of an earlier answer: 304 if it is still the same. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /** @description The ETag that the answer has to have: 412 if it has another. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Candidates for each slot, in the order in which a frontend tries them. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Allow: components["headers"]["Allow"];
                    Vary: components["headers"]["Vary"];
                    "Cache-Tag": components["headers"]["Cache-Tag"];
                    "Surrogate-Key": components["headers"]["Surrogate-Key"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    "Content-Location": components["headers"]["Content-Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivePromotions"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            412: components["responses"]["PreconditionFailed"];
        };
    };
    promotions_manifest: {
        parameters: {
            query?: {
                /** @description Path of the page, such as `/articles/sleep/`. */
                path?: string;
                /** @description Only these slots; repeatable. Default: all. */
                slot?: ("announcement_bar" | "modal" | "slide_in" | "inline")[];
                /** @description Language code, such as `en`. Default: the site's own language. */
                locale?: "en" | "de" | "es" | "fr";
                /** @description Slug of a topic of the page; repeatable. */
                topic?: string[];
                /** @description Answer as of this instant: RFC 3339 with its offset, such as `2026-11-27T09:00:00Z`. Needs a preview token. */
                at?: string;
            };
            header?: {
                /** @description An ETag of an earlier answer: 304 if it is still the same. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /** @description The ETag that the answer has to have: 412 if it has another. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What shows now, every change of the next 30 days, and what may be loaded ahead. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Allow: components["headers"]["Allow"];
                    Vary: components["headers"]["Vary"];
                    "Cache-Tag": components["headers"]["Cache-Tag"];
                    "Surrogate-Key": components["headers"]["Surrogate-Key"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    "Content-Location": components["headers"]["Content-Location"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Manifest"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            412: components["responses"]["PreconditionFailed"];
        };
    };
    resolve: {
        parameters: {
            query: {
                /** @description Path such as `/articles/sleep/`; slashes, query and escapes are normalised. */
                path: string;
                /** @description Answer as of this instant: RFC 3339 with its offset, such as `2026-11-27T09:00:00Z`. Needs a preview token. */
                at?: string;
            };
            header?: {
                /** @description An ETag of an earlier answer: 304 if it is still the same. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /** @description The ETag that the answer has to have: 412 if it has another. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page at a path, whole, or where it has moved to. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Allow: components["headers"]["Allow"];
                    Vary: components["headers"]["Vary"];
                    "Cache-Tag": components["headers"]["Cache-Tag"];
                    "Surrogate-Key": components["headers"]["Surrogate-Key"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Resolved"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            412: components["responses"]["PreconditionFailed"];
        };
    };
    schema: {
        parameters: {
            query?: {
                /** @description As `application/json`, which browsers show. */
                format?: "json";
            };
            header?: {
                /** @description An ETag of an earlier answer: 304 if it is still the same. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /** @description The ETag that the answer has to have: 412 if it has another. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description This description, as an OpenAPI 3.1 document. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Allow: components["headers"]["Allow"];
                    Vary: components["headers"]["Vary"];
                    "Cache-Tag": components["headers"]["Cache-Tag"];
                    "Surrogate-Key": components["headers"]["Surrogate-Key"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    [name: string]: unknown;
                };
                content: {
                    "application/vnd.oai.openapi+json": components["schemas"]["OpenApiDocument"];
                    "application/json": components["schemas"]["OpenApiDocument"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            412: components["responses"]["PreconditionFailed"];
        };
    };
    site: {
        parameters: {
            query?: {
                /** @description Answer as of this instant: RFC 3339 with its offset, such as `2026-11-27T09:00:00Z`. Needs a preview token. */
                at?: string;
            };
            header?: {
                /** @description An ETag of an earlier answer: 304 if it is still the same. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /** @description The ETag that the answer has to have: 412 if it has another. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Brand, navigation, social profiles, defaults for search engines, disclaimer. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Allow: components["headers"]["Allow"];
                    Vary: components["headers"]["Vary"];
                    "Cache-Tag": components["headers"]["Cache-Tag"];
                    "Surrogate-Key": components["headers"]["Surrogate-Key"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Site"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            412: components["responses"]["PreconditionFailed"];
        };
    };
    topics: {
        parameters: {
            query?: {
                /** @description How many results, at most 100. */
                limit?: number;
                /** @description How many results to pass over. */
                offset?: number;
                /** @description Instead of `offset`, to read a whole list: begin with `start` and follow `next`. No row is passed over or met twice, whatever comes and goes meanwhile; `count` is null. */
                cursor?: string;
                /** @description Language code, such as `en`. Default: the site's own language. */
                locale?: "en" | "de" | "es" | "fr";
                /** @description Answer as of this instant: RFC 3339 with its offset, such as `2026-11-27T09:00:00Z`. Needs a preview token. */
                at?: string;
            };
            header?: {
                /** @description An ETag of an earlier answer: 304 if it is still the same. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /** @description The ETag that the answer has to have: 412 if it has another. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Topics, by name. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Allow: components["headers"]["Allow"];
                    Vary: components["headers"]["Vary"];
                    "Cache-Tag": components["headers"]["Cache-Tag"];
                    "Surrogate-Key": components["headers"]["Surrogate-Key"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TopicList"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            412: components["responses"]["PreconditionFailed"];
        };
    };
    topic: {
        parameters: {
            query?: {
                /** @description Language code, such as `en`. Default: the site's own language. */
                locale?: "en" | "de" | "es" | "fr";
                /** @description Answer as of this instant: RFC 3339 with its offset, such as `2026-11-27T09:00:00Z`. Needs a preview token. */
                at?: string;
            };
            header?: {
                /** @description An ETag of an earlier answer: 304 if it is still the same. */
                "If-None-Match"?: components["parameters"]["IfNoneMatch"];
                /** @description The ETag that the answer has to have: 412 if it has another. */
                "If-Match"?: components["parameters"]["IfMatch"];
            };
            path: {
                /** @description The slug, as in the lists. */
                slug: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A topic. */
            200: {
                headers: {
                    ETag: components["headers"]["ETag"];
                    "Cache-Control": components["headers"]["Cache-Control"];
                    Allow: components["headers"]["Allow"];
                    Vary: components["headers"]["Vary"];
                    "Cache-Tag": components["headers"]["Cache-Tag"];
                    "Surrogate-Key": components["headers"]["Surrogate-Key"];
                    "Last-Modified": components["headers"]["Last-Modified"];
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Topic"];
                };
            };
            304: components["responses"]["NotModified"];
            400: components["responses"]["BadRequest"];
            401: components["responses"]["Unauthorized"];
            404: components["responses"]["NotFound"];
            405: components["responses"]["MethodNotAllowed"];
            406: components["responses"]["NotAcceptable"];
            412: components["responses"]["PreconditionFailed"];
        };
    };
}
